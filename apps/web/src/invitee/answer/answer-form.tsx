import { type Coming, DECLINE_REASON_TEXTS } from '@bijeen/invitations';
import { Button, Form, Radios, TextArea, TextField, Tick } from '@bijeen/ui';
import type { AnswerPageProps } from './answer.page.js';

/** The answers in the words of the buttons. */
const CHOICES: Record<Coming, string> = { yes: 'Ja, ik kom', no: 'Nee, ik kom niet', maybe: 'Ik weet het nog niet' };

/**
 * One screen, one button. Everything is in the page; the style sheet shows what belongs to the chosen answer, so that it works
 * without JavaScript, and the server drops what does not belong to it.
 */
export function AnswerForm({ chosen, typed, errors, hasWishes }: Pick<AnswerPageProps, 'chosen' | 'typed' | 'errors'> & { hasWishes: boolean }) {
  return (
    <Form class="answer-form">
      <Radios name="coming" label="Uw antwoord" value={typed['coming'] ?? chosen} error={errors['coming']} options={CHOICES} />
      <div class="answer-form__no">
        <Radios name="reason" label="Waarom niet? (niet verplicht)" value={typed['reason']} error={errors['reason']} options={DECLINE_REASON_TEXTS} />
        <div class="answer-form__other"><TextField name="reasonText" label="Welke reden?" optional value={typed['reasonText']} error={errors['reasonText']} /></div>
      </div>
      <Wishes {...{ typed, errors, hasWishes }} />
      <details class="fold" open={isOpen(['remark'], { typed, errors })}>
        <summary>Opmerking voor de organisator</summary>
        <TextArea name="remark" label="Opmerking" optional rows={3} value={typed['remark']} error={errors['remark']} />
      </details>
      <div class="actions actions--bar"><Button>Verstuur mijn antwoord</Button></div>
      <p class="small">U krijgt een bevestiging per mail.</p>
    </Form>
  );
}

/** What was filled in before is never shown again: the link may have been forwarded (R11). */
function Wishes({ typed, errors, hasWishes }: Pick<AnswerPageProps, 'typed' | 'errors'> & { hasWishes: boolean }) {
  return (
    <details class="fold answer-form__yes" open={isOpen(['diet', 'access', 'forgetWishes'], { typed, errors })}>
      <summary>Eten of toegankelijkheid</summary>
      <p class="hint">Alleen de organisator ziet dit. Twee weken na de bijeenkomst wissen wij het.</p>
      {hasWishes && <p>U hebt hier eerder iets ingevuld. Dat blijft zo, tenzij u iets nieuws invult.</p>}
      <TextField name="diet" label="Dieet of allergie" optional value={typed['diet']} error={errors['diet']} />
      <TextField name="access" label="Wat hebt u nodig om mee te kunnen doen?" optional value={typed['access']} error={errors['access']} />
      {hasWishes && <Tick name="forgetWishes" label="Wis wat ik eerder invulde" checked={typed['forgetWishes'] === 'ja'} />}
    </details>
  );
}

function isOpen(names: (keyof AnswerPageProps['typed'])[], { typed, errors }: Pick<AnswerPageProps, 'typed' | 'errors'>): boolean {
  return names.some((name) => typed[name] !== undefined || errors[name] !== undefined);
}
