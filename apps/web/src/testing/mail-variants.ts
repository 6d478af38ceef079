import { STORY_VARIANTS } from '@bijeen/contacts';
import { MOVE_VARIANTS } from '@bijeen/invitations';
import type { MailKind } from '@bijeen/mail';
import { PLANNED_KINDS, variantsOf } from '@bijeen/mailings';

const PLANNED = Object.fromEntries(PLANNED_KINDS.map((kind) => [kind, [...variantsOf(kind), 'secretariat']])) as Record<(typeof PLANNED_KINDS)[number], string[]>;

/**
 * Every text of every kind of mail, as the ledger names it; `secretariat` is the line above any of the others. The samples that are looked at are among
 * these (apps/e2e), and what really leaves is all of these (apps/bijeen): a new text is in both, or a spec fails.
 */
export const MAIL_VARIANTS: Record<MailKind | 'sign-in', readonly string[]> = {
  ...PLANNED,
  'invitation': [...STORY_VARIANTS, 'secretariat'],
  'confirmation': ['yes', 'no', 'maybe', 'substitute', 'waiting'],
  'change': ['', 'waits', 'asked'],
  'postponement': MOVE_VARIANTS,
  'cancellation': MOVE_VARIANTS,
  'asked-again': MOVE_VARIANTS.filter((variant) => variant !== 'declined'),
  'offer': [''],
  'offer-over': [''],
  'companion': ['asked-along', 'matched', 'not-needed', 'partner-lost', 'substitute-declined'],
  'secretariat-copy': ['answer', 'asked-again', 'cancellation', 'change', 'postponement'],
  'date-poll': ['', 'reminder'],
  'new-date': [''],
  'registration': ['already-invited', 'asked', 'refused'],
  'decision': [''],
  'sender-domain': ['broken', 'mended'],
  'test': [''],
  'sign-in': ['', 'welcome'],
};

/** The variants of a mailing: `alderman-secretariat` is the text for aldermen with the line for a secretariat. */
export function variantParts(variant: string): string[] {
  const [, text, line] = /^(.*?)-?(secretariat)?$/.exec(variant)!;
  return line ? [text!, line] : [text!];
}
