import { FUNCTION_LABELS } from '@bijeen/contacts';
import { COMING_TEXTS, type InvitationLine, type InvitationQuery, PLACE_TEXTS } from '@bijeen/invitations';
import { MAIL_STATE_TEXTS } from '@bijeen/mail';
import type { Meeting } from '@bijeen/meetings';
import { Button, ButtonLink, Empty, NextPage, Select, Table } from '@bijeen/ui';
import { ANSWER_TAGS, MAIL_STATE_TAGS } from './in-words.js';
import { MeetingFrame } from './meeting-frame.js';

interface GuestListProps {
  meeting: Meeting;
  items: InvitationLine[];
  next: string | null;
  query: Pick<InvitationQuery, 'answer' | 'function' | 'municipality'>;
  choices: { functions: InvitationLine['function'][]; municipalities: { code: string; name: string }[] };
}

/** Who was invited, what they said, and whether the mail arrived. */
export function GuestListPage({ meeting, items, next, query, choices }: GuestListProps) {
  const here = `/bijeenkomsten/${meeting.id}/genodigden`;
  const narrowed = Object.values(query).some((value) => value !== undefined);
  const nobody = items.length === 0 && !narrowed;
  const filter = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  const rows = items.map((line) => ({ key: line.id, cells: [<><a href={`${here}/${line.id}`}>{line.name}</a><Phone {...line} /></>, <Office {...line} />, line.municipality, <AnswerTag {...line} />, <MailTag {...line} />] }));
  return (
    <MeetingFrame meeting={meeting} title="Genodigden" current="/genodigden">
      {nobody && <Empty action={{ href: `/bijeenkomsten/${meeting.id}/uitnodigen`, label: 'Naar uitnodigen' }}>Hier komt te staan wie is uitgenodigd en wat zij antwoorden.</Empty>}
      {!nobody && (
        <form class="filters" method="get" action={here}>
          <Select name="answer" label="Antwoord" value={query.answer} options={COMING_TEXTS} empty="alle antwoorden" />
          <Select name="function" label="Functie" value={query.function} options={{ DECIDING: 'iedereen die beslist', ...Object.fromEntries(choices.functions.map((each) => [each, FUNCTION_LABELS[each]])) }} empty="alle functies" />
          <Select name="municipality" label="Gemeente" value={query.municipality} options={Object.fromEntries(choices.municipalities.map(({ code, name }) => [code, name]))} empty="alle gemeenten" />
          <Button kind="secondary">Toon</Button>
        </form>
      )}
      {items.length === 0 && narrowed && <Empty action={{ href: here, label: 'Toon iedereen' }}>Er is niemand die hieraan voldoet.</Empty>}
      {items.length > 0 && <Table caption="Genodigden, op naam" headers={['Naam', 'Functie en organisatie', 'Gemeente', 'Antwoord', 'Uitnodiging']} rows={rows} />}
      <NextPage href={next && `${here}?${new URLSearchParams([...filter, ['after', next]]).toString()}`} />
      {!nobody && <p class="actions"><ButtonLink href={`/bijeenkomsten/${meeting.id}/aanwezigheid`}>Vul de aanwezigheid in</ButtonLink></p>}
    </MeetingFrame>
  );
}

export function Office({ function: office, organisation }: Pick<InvitationLine, 'function' | 'organisation'>) {
  return <>{FUNCTION_LABELS[office]}{organisation && <><br /><span class="muted">{organisation}</span></>}</>;
}

/** A number that a phone can call at once. */
export function Phone({ phone }: Pick<InvitationLine, 'phone'>) {
  return phone === null ? null : <><br /><a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a></>;
}

export function AnswerTag({ answer, place, inDuo }: Pick<InvitationLine, 'answer' | 'place' | 'inDuo'>) {
  const waits = answer === 'yes' && place !== 'confirmed' && place !== null ? place : null;
  return <><span class={`tag tag--${waits ? 'maybe' : ANSWER_TAGS[answer]}`}>{waits ? PLACE_TEXTS[waits] : COMING_TEXTS[answer]}</span>{inDuo && <span class="muted"> duo</span>}</>;
}

export function MailTag({ mailState, bounced, viaSecretariat }: Pick<InvitationLine, 'mailState' | 'bounced' | 'viaSecretariat'>) {
  if (bounced) return <span class="tag tag--error">adres werkt niet</span>;
  if (mailState === null) return null;
  return <><span class={`tag tag--${MAIL_STATE_TAGS[mailState]}`}>{MAIL_STATE_TEXTS[mailState]}</span>{viaSecretariat && <span class="muted"> via secretariaat</span>}</>;
}
