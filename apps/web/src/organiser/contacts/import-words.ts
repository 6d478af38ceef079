import type { ImportReport, ReportRow, Verdict } from '@bijeen/contacts';
import { number, rows } from './in-words.js';

/** The groups in the order in which they matter to the person. */
export const VERDICT_ORDER: readonly Verdict[] = ['refused', 'new', 'updated', 'same'];

/** What happens to the rows of a group, before and after the list is taken over. */
export const VERDICT_TITLES: Record<Verdict, string> = { refused: 'Doet niet mee', new: 'Nieuw', updated: 'Wordt bijgewerkt', same: 'Staat er al zo' };
export const VERDICT_TAGS: Record<Verdict, string> = { refused: 'error', new: 'ok', updated: 'info', same: 'none' };

const NOTES: Record<ImportReport['notes'][number], string> = {
  'hidden-rows': 'In het rekenblad zijn rijen verborgen. Die lezen we ook.',
  'merged-cells': 'In het rekenblad zijn cellen samengevoegd over meer rijen. Alleen de bovenste rij krijgt die waarde.',
  'more-sheets': 'Het rekenblad heeft meer tabbladen. We lezen alleen het eerste.',
  'macros-ignored': 'In het rekenblad zitten macro’s. Die voeren we niet uit.',
  'doubled-headers': 'Twee kolommen betekenen hetzelfde. We lezen alleen de eerste; hieronder kun je kiezen.',
};

/** What is worth knowing about the file as a whole. */
export function notesInWords({ notes }: ImportReport): string[] {
  return notes.map((note) => NOTES[note]);
}

/** One sentence per verdict that occurs. */
export function countsInWords({ counts }: ImportReport): string[] {
  return [
    counts.new > 0 && `${rows(counts.new)} ${counts.new === 1 ? 'is een nieuwe relatie' : 'zijn nieuwe relaties'}.`,
    counts.updated > 0 && `${rows(counts.updated)} ${counts.updated === 1 ? 'werkt een relatie bij' : 'werken een relatie bij'} die je al hebt.`,
    counts.same > 0 && `${rows(counts.same)} ${counts.same === 1 ? 'staat' : 'staan'} er al precies zo in.`,
    counts.refused > 0 && `${rows(counts.refused)} ${counts.refused === 1 ? 'doet' : 'doen'} niet mee, omdat er iets niet klopt.`,
  ].filter((sentence) => sentence !== false);
}

/** How many contacts are added or changed. */
export function taken({ counts }: ImportReport): number {
  return counts.new + counts.updated;
}

/** "E-mailadres: dit is geen e-mailadres.", or what changes. */
export function rowInWords({ problems, changed }: ReportRow): { column: string; message: string }[] {
  return problems ?? (changed ? [{ column: changed.join(', '), message: 'verandert.' }] : []);
}

/** "1.980 van 2.000 rijen" */
export function outOf(shown: number, all: number): string {
  return shown === all ? rows(all) : `${number(shown)} van ${rows(all)}`;
}
