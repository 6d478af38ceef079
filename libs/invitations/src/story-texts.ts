import { STORY_VARIANTS, type StoryVariant } from '@bijeen/contacts';
import type { MailText } from '@bijeen/mail';

/** Where a text comes from: written for these people, the general text that an organiser wrote, or ours. */
export type TextSource = 'own' | 'general' | 'ours';

/** A text as it stands; `own` when an organiser wrote it for exactly these people. */
export interface StandingText extends MailText {
  own: boolean;
  source: TextSource;
}

/**
 * The text for one kind of people. What an organiser wrote for them counts; else the general text that an organiser wrote, because who
 * writes one text means it for everybody; else ours.
 */
export function standingText(written: Map<string, MailText>, variant: string, ours: MailText): StandingText {
  const own = written.get(variant);
  if (own) return { subject: own.subject, body: own.body, own: true, source: 'own' };
  const general = STORY_VARIANTS.includes(variant as StoryVariant) ? written.get('') : undefined;
  if (general) return { subject: general.subject, body: general.body, own: false, source: 'general' };
  return { ...ours, own: false, source: 'ours' };
}
