import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReturnAddresses } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';

/** One mail of the corpus with what must become of it (R18). */
interface Expected {
  file: string;
  class: string;
  verdict: string;
  reason: string | null;
  /** The answer afterwards, when it is another than before. */
  answer?: string;
  /** How things stand before. */
  given?: 'moved' | 'answered' | 'renewed';
  /** Another mail that comes first. */
  after?: string;
  to?: 'forged' | 'plain' | 'other';
}

const FOLDER = join(import.meta.dirname, '../corpus/replies');
const CORPUS = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Expected[];
const UID = '5b0c3f0a-7d1e-4c57-9b0e-2f6c1d9a8e42@bijeen.example.org';
const OTHER_UID = '9a1d7c34-02b6-4f6d-8e11-6b7f0c5d2a90@bijeen.example.org';
const STAMP = '2027-01-09T08:00:00Z';
const GIVEN = {
  asked: { calendar_uid: UID },
  moved: { calendar_uid: UID, calendar_sequence: 2, calendar_since: 2 },
  answered: { calendar_uid: UID, answer: 'maybe', answer_origin: 'link', answered_at: '2027-01-11T08:00:00.400Z', said_at: '2027-01-11T08:00:00.400Z', answer_revision: 1 },
  renewed: { calendar_uid: `${randomUUID()}@bijeen.example.org`, calendar_stamp: null },
};
const CLASSES = { 'programs': 36, 'versions': 18, 'items': 14, 'people': 18, 'methods': 12, 'damage': 14, 'no-reply': 8 };

describe('the corpus of calendar replies', () => {
  const app = testApp(IncomingModule);
  let actor: Actor;
  let meeting: { id: string };
  const guest = async (values: object): Promise<{ id: string }> => {
    const invitation = await app.build.invitation(actor, meeting, { email: 'f.bos@zwolle.example.nl', calendar_buttons: true, calendar_stamp: STAMP, ...values });
    await app.build.link(actor, meeting, invitation);
    await app.build.link(actor, meeting, invitation, { purpose: 'unsubscribe' });
    return invitation;
  };
  const fileOf = (name: string): Buffer => Buffer.from(readFileSync(join(FOLDER, name), 'utf8').replace(/\{\{(\d+)\}\}/, (_, size: string) => `${'x'.repeat(70)}\r\n `.repeat(Math.ceil(Number(size) / 73))));
  const arrive = async (name: string, to: string): Promise<void> => {
    await app.get(IncomingMailStore).keep(fileOf(name), { from: 'f.bos@zwolle.example.nl', to, via: 'smtp' });
    await app.get(IncomingDesk).work();
  };
  const stateOf = async ({ id }: { id: string }): Promise<object> => {
    const [state] = await app.sql(`select answer, answer_revision, said_at, place, calendar_uid, calendar_sequence, calendar_stamp, (select count(*)::int from outgoing_mail o where o.invitation_id = i.id) as mails,
      (select count(*)::int from answer_history h where h.invitation_id = i.id) as history from invitation i where id = $1`, [id]);
    return state!;
  };

  /** What became of one mail, in the words of the manifest, and whether anything changed that should not. */
  async function verdictOf(expected: Expected): Promise<Expected> {
    const invitation = await guest(GIVEN[expected.given ?? 'asked']);
    if (expected.given === 'renewed') await formerItem(invitation);
    const address = app.get(ReturnAddresses).address('reply', expected.to === 'other' ? (await guest({ calendar_uid: OTHER_UID, email: 'r.visser@zwolle.example.nl' })).id : invitation.id);
    if (expected.after) await arrive(CORPUS.find(({ file }) => file.endsWith(`-${expected.after}.eml`))!.file, address);
    const before = await stateOf(invitation);
    await app.sql('delete from received_mail');
    await arrive(expected.file, expected.to === 'plain' ? 'antwoord@bijeen.example.org' : expected.to === 'forged' ? address.replace(/\+../, '+zz') : address);
    const [received] = await app.sql<{ kind: string; verdict: string; reason: string | null }>(`select m.kind, m.verdict, coalesce(c.reason, m.reason) as reason from received_mail m left join calendar_reply c on c.id = m.id order by m.id desc limit 1`);
    const after = await stateOf(invitation);
    const changed = JSON.stringify(after) !== JSON.stringify(before);
    const { answer } = after as { answer: string };
    return { ...expected, verdict: received === undefined ? 'dropped' : received.kind === 'message' || received.kind === 'auto-reply' ? 'message' : received.verdict, reason: expected.verdict === 'applied' || received?.reason === undefined ? expected.reason : codeOf(received.reason ?? '', expected), ...(changed || expected.answer ? { answer } : {}) };
  }

  /** The sentence of a reply that is not kept stands for its code. */
  function codeOf(reason: string, expected: Expected): string | null {
    if (expected.verdict === 'message' || expected.reason === null) return expected.reason;
    return SENTENCES[reason] ?? reason;
  }

  async function formerItem(invitation: { id: string }): Promise<void> {
    const mailing = await app.build.insert('mailing', { organisation_id: actor.organisationId, meeting_id: meeting.id, kind: 'invitation', content: '{}', created_at: STAMP });
    await app.build.insert('outgoing_mail', {
      organisation_id: actor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'invitation', recipient_key: invitation.id, to_address: 'f.bos@zwolle.example.nl', to_name: 'F. Bos',
      address_hash: Buffer.from('x'), calendar: JSON.stringify({ method: 'REQUEST', ics: `BEGIN:VCALENDAR\r\nUID:${UID.slice(0, 20)}\r\n ${UID.slice(20)}\r\nSEQUENCE:0\r\n` }), message_id: randomUUID(), state: 'sent', next_try_at: STAMP, created_at: STAMP,
    });
  }

  it('holds as many of each kind as was promised', () => {
    const counts = Object.fromEntries(Object.keys(CLASSES).map((kind) => [kind, CORPUS.filter((each) => each.class === kind).length]));
    expect(counts).toEqual(CLASSES);
    expect(CORPUS.filter(({ verdict }) => verdict === 'applied').length).toBeGreaterThanOrEqual(12);
  });

  it.each(Object.keys(CLASSES))('gets the right verdict for each of the %s', async (kind) => {
    actor = await app.build.owner();
    meeting = await app.build.meeting(actor, { state: 'inviting', capacity: null });
    const expected = CORPUS.filter((each) => each.class === kind);
    const found: Expected[] = [];
    for (const each of expected) found.push(await verdictOf(each));
    expect(found).toEqual(expected);
    expect(await app.sql(`select attempt from incoming_mail where attempt > 1`)).toEqual([]);
  }, 300_000);
});

const SENTENCES: Record<string, string> = {
  'Een bericht van een agenda dat geen antwoord is.': 'not-an-answer',
  'Een automatisch antwoord. Daar staat geen antwoord van de genodigde in.': 'automatic',
  'Dit antwoord was al binnen.': 'repeated',
  'Een antwoord op een versie van de afspraak die wij niet hebben gestuurd.': 'future',
  'Een antwoord op een andere afspraak dan die van deze genodigde.': 'other-meeting',
  'Het antwoord gaat over een reeks van afspraken. Die versturen wij niet.': 'series',
  'De mail en de agenda daarin zeggen niet hetzelfde.': 'two-kinds',
  'De agenda in deze mail is te groot om een antwoord te zijn.': 'too-big',
  'De agenda in deze mail is beschadigd. We konden het antwoord niet lezen.': 'broken',
  'In deze mail zitten meer afspraken dan één.': 'several-events',
};
