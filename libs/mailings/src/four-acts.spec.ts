import { Answer, AnswersService, SendSubstitute, SubstitutesService, UnsubscribeService } from '@bijeen/invitations';
import { MailCatcher, MailSender, type ReadMail } from '@bijeen/mail';
import { type Actor, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailingsModule } from './mailings.module.js';
import { MeetingMoves } from './meeting-moves.service.js';

const ACTS = ['answer', 'substitute', 'postpone', 'unsubscribe'] as const;
type Act = (typeof ACTS)[number];

/** Every order of these. */
function orders<T>(things: readonly T[]): T[][] {
  return things.length === 0 ? [[]] : things.flatMap((thing) => orders(things.filter((other) => other !== thing)).map((rest) => [thing, ...rest]));
}

/** What De Boer, who was invited, and Haddad, whom she may send, must get in each order: derived from the rules, not from the code. */
function expected(order: Act[]): { boer: string[]; haddad: string[] } {
  const boer: string[] = [];
  const haddad: string[] = [];
  let [answer, postponed, optedOut, sent] = ['none', false, false, false];
  for (const act of order) {
    if (act === 'answer' && !postponed) {
      // Who had sent a substitute and says yes comes after all: the substitute hears so.
      if (answer === 'substitute') haddad.push('companion');
      answer = 'yes';
      boer.push('confirmation');
    }
    if (act === 'substitute' && !postponed) {
      [answer, sent] = ['substitute', true];
      haddad.push('invitation');
      boer.push('confirmation');
    }
    if (act === 'unsubscribe') optedOut = true;
    if (act === 'postpone') {
      postponed = true;
      if (sent) haddad.push('postponement');
    }
  }
  // That mail leaves after ten minutes. Stopping is stopping, but for who said yes: her calendar and her plans have to be put right.
  if (!optedOut || answer === 'yes') boer.push('postponement');
  return { boer, haddad };
}

describe('a guest who answers, sends a substitute and stops the mail while the meeting is postponed, in all 24 orders', () => {
  const app = testApp(MailingsModule);
  let noor: Actor;
  let meeting: { id: string };
  let link: string;
  let stop: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    const { id: contactId, positionId } = await app.build.contact(noor);
    const boer = await app.build.invitation(noor, meeting, { contact_id: contactId, position_id: positionId, display_name: 'De Boer', email: 'boer@kampen.example.nl' });
    link = await app.build.link(noor, meeting, boer);
    stop = await app.build.link(noor, meeting, boer, { purpose: 'unsubscribe' });
  });
  const acts: Record<Act, () => Promise<unknown>> = {
    answer: async () => app.get(AnswersService).answer(presentedToken(link), Answer.parse({ coming: 'yes' })),
    substitute: async () => app.get(SubstitutesService).send({ tokenHash: presentedToken(link) }, SendSubstitute.parse({ name: 'Karim Haddad', function: 'POLICY_OFFICER', email: 'haddad@kampen.example.nl' })),
    postpone: async () => app.get(MeetingMoves).postpone(noor, meeting.id, 'Te weinig wethouders'),
    unsubscribe: async () => app.get(UnsubscribeService).optOut(presentedToken(stop), 'organisation', 'page'),
  };
  /** Everything that arrived, oldest first, with its kind. */
  const arrived = async (): Promise<(ReadMail & { kind: string })[]> => {
    const kinds = new Map((await app.sql<{ id: string; kind: string }>('select message_id as id, kind from outgoing_mail')).map(({ id, kind }) => [id, kind]));
    const caught = await app.get(MailCatcher).list();
    const mails = await Promise.all(caught.map(async ({ id }) => (await app.get(MailCatcher).read(id))!));
    return mails.map((mail) => ({ ...mail, kind: kinds.get(mail.messageId)! })).filter(({ kind }) => kind !== undefined);
  };

  it.each(orders(ACTS).map((order): [string, Act[]] => [order.join(', '), order]))('%s: nobody gets a wrong mail', async (_name, order) => {
    for (const act of order) {
      await acts[act]().catch((error: { code?: string }) => {
        if (error.code !== 'answer.meeting-postponed') throw error;
      });
      app.clock.set(new Date(app.clock.now().getTime() + 60_000).toISOString());
      await app.get(MailSender).send(noor.organisationId);
    }
    app.clock.set(new Date(app.clock.now().getTime() + 11 * 60_000).toISOString());
    await app.get(MailSender).send(noor.organisationId);

    const mails = (await arrived()).reverse();
    const to = (address: string): string[] => mails.filter((mail) => mail.to.includes(address)).map(({ kind }) => kind).sort();
    const right = expected(order);
    expect({ boer: to('boer@kampen.example.nl'), haddad: to('haddad@kampen.example.nl') }).toEqual({ boer: right.boer.sort(), haddad: right.haddad.sort() });
    // Nothing is left in any calendar: every item that was sent was taken back later, under the same UID.
    const items = await app.sql<{ method: string; ics: string }>(`select calendar->>'method' as method, calendar->>'ics' as ics from outgoing_mail where calendar is not null and state = 'sent' order by sent_at, id`);
    const uid = (ics: string): string => /UID:(.*)/.exec(ics.replaceAll('\r\n ', ''))![1]!;
    const open = new Set<string>();
    for (const { method, ics } of items) if (method === 'REQUEST') open.add(uid(ics)); else open.delete(uid(ics));
    expect([...open]).toEqual([]);
  });
});
