import { type MailReview, REVIEWABLE_KINDS } from '@bijeen/mail';
import { Checkboxes } from '@bijeen/ui';
import { MAIL_KIND_NAMES } from '../meetings/in-words.js';

/** Which kinds of mail wait for a person. */
export function ReviewFields({ review, error }: { review: MailReview; error: string | undefined }) {
  return (
    <Checkboxes name="kinds" label="Welke mails wil je eerst zelf bekijken?" values={review.kinds} error={error}
      hint="Een aangevinkte mail wacht als concept. Let op bij bevestigingen, wijzigingen en annuleringen: mensen rekenen daar meteen op."
      options={Object.fromEntries(REVIEWABLE_KINDS.map((kind) => [kind, MAIL_KIND_NAMES[kind]]))} />
  );
}
