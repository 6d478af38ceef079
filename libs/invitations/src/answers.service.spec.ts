import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MailSender } from '@bijeen/mail';
import { type Actor, DomainError, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { InvitationsModule } from './invitations.module.js';

type Given = Parameters<typeof Answer.parse>[0];
interface Mail {
  kind: string;
  revision: number;
  to_address: string;
  variant: string;
  subject: string;
  links: Record<string, string>;
  calendar: { method: string; ics: string } | null;
}

describe('answering an invitation', () => {
  const app = testApp(InvitationsModule);
  let zwolle: Actor;
  const answers = (): AnswersService => app.get(AnswersService);
  const invited = async (meetingValues: object = {}, values: object = {}): Promise<{ meeting: { id: string }; invitation: { id: string; contactId: string }; token: string }> => {
    zwolle = await app.build.owner();
    const meeting = await app.build.meeting(zwolle, { state: 'inviting', ...meetingValues });
    const invitation = await app.build.invitation(zwolle, meeting, { email: 'f.bos@zwolle.example.nl', display_name: 'mevrouw F. Bos', ...values });
    return { meeting, invitation, token: await app.build.link(zwolle, meeting, invitation) };
  };
  const give = async (token: string, given: Given): Promise<boolean> => (await answers().answer(presentedToken(token), Answer.parse(given))).changed;
  const current = async (): Promise<Record<string, unknown>> => (await app.sql('select * from invitation'))[0]!;
  const mails = async (): Promise<Mail[]> => app.sql<Mail & { [key: string]: unknown }>(`select o.kind, o.revision, o.to_address, m.variant, m.content->>'subject' as subject, o.links, o.calendar from outgoing_mail o join mailing m on m.id = o.mailing_id order by o.revision`);
  const history = async (): Promise<object[]> => app.sql('select answer, reason, remark, origin, recorded_by from answer_history order by id');

  it('keeps a yes and confirms it with the meeting for the calendar', async () => {
    const { token } = await invited();

    expect(await give(token, { coming: 'yes', remark: ' Ik kom met de trein. ' })).toBe(true);

    expect(await current()).toMatchObject({ answer: 'yes', remark: 'Ik kom met de trein.', answer_origin: 'link', answer_revision: 1, answered_at: app.clock.now() });
    expect(await history()).toEqual([{ answer: 'yes', reason: null, remark: 'Ik kom met de trein.', origin: 'link', recorded_by: 'genodigde' }]);
    const [mail] = await mails();
    expect(mail).toMatchObject({ kind: 'confirmation', variant: 'yes', revision: 1, to_address: 'f.bos@zwolle.example.nl', subject: 'U komt naar {titel}', calendar: { method: 'REQUEST' } });
    expect(mail!.calendar!.ics.replaceAll('\r\n ', '')).toContain('ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="mevrouw F. Bos":MAILTO:f.bos@zwolle.example.nl');
  });

  it('counts answers in the tally and leaves a line in the audit log', async () => {
    const { token, invitation } = await invited();
    await give(token, { coming: 'yes' });
    await give(token, { coming: 'no', reason: 'date' });

    expect(await app.sql('select answer, people from meeting_tally where people <> 0')).toEqual([{ answer: 'no', people: 1 }]);
    expect(await app.sql('select actor_kind, action, subject_id, details from audit_log order by id')).toEqual([
      { actor_kind: 'invitee', action: 'invitation.answered', subject_id: invitation.id, details: { answer: 'yes', origin: 'link' } },
      { actor_kind: 'invitee', action: 'invitation.answered', subject_id: invitation.id, details: { answer: 'no', origin: 'link' } },
    ]);
  });

  it('writes nothing and mails nothing when the answer is the same', async () => {
    const { token } = await invited();
    await give(token, { coming: 'yes', remark: 'Tot dan' });
    const before = await current();

    expect(await give(token, { coming: 'yes', remark: 'Tot dan' })).toBe(false);
    expect(await give(token, { coming: 'yes' })).toBe(false);

    expect(await current()).toEqual(before);
    expect([(await mails()).length, (await history()).length]).toEqual([1, 1]);
  });

  it('takes the meeting out of the calendar after a no, and starts a new item after a later yes', async () => {
    const { token } = await invited();
    for (const coming of ['yes', 'no', 'yes'] as const) await give(token, { coming });

    const [yes, no, again] = (await mails()).map(item);
    expect([yes!.method, no!.method, again!.method]).toEqual(['REQUEST', 'CANCEL', 'REQUEST']);
    expect(no!.uid).toBe(yes!.uid);
    expect(no!.sequence).toBeGreaterThan(yes!.sequence);
    expect(again!.uid).not.toBe(yes!.uid);
    expect((await mails()).map(({ subject }) => subject)).toEqual(['U komt naar {titel}', 'U komt niet naar {titel}', 'U komt naar {titel}']);
  });

  it.each([['no', 'date'], ['maybe', undefined]] as const)('confirms a first %s without a calendar item', async (coming, reason) => {
    const { token } = await invited();
    await give(token, { coming, reason });
    expect(await mails()).toMatchObject([{ variant: coming, calendar: null }]);
    expect(await current()).toMatchObject({ answer: coming, reason: reason ?? null, calendar_stamp: null });
  });

  it('gives every confirmation the same way back, to the address that was invited', async () => {
    const { token } = await invited({}, { email: 'secretariaat@zwolle.example.nl' });
    await give(token, { coming: 'yes' });
    await give(token, { coming: 'no' });

    const sent = await mails();
    expect(sent.map(({ to_address }) => to_address)).toEqual(['secretariaat@zwolle.example.nl', 'secretariaat@zwolle.example.nl']);
    expect(new Set(sent.map(({ links }) => links['answer'])).size).toBe(1);
    expect(sent.every(({ links }) => links['unsubscribe'])).toBe(true);
    expect(await app.sql('select purpose, count(*)::int from personal_link group by 1 order by 1')).toEqual([{ purpose: 'answer', count: 1 }, { purpose: 'unsubscribe', count: 1 }]);
  });

  it('keeps wishes apart, and nowhere else (R35)', async () => {
    const { token } = await invited();
    await give(token, { coming: 'yes', diet: 'geheim-noten', access: 'geheim-rolstoel' });
    expect(await give(token, { coming: 'yes', diet: 'geheim-noten' })).toBe(false);

    expect(await app.sql('select diet, access, erase_after from invitation_wish')).toEqual([{ diet: 'geheim-noten', access: 'geheim-rolstoel', erase_after: new Date('2027-03-25T16:00:00Z') }]);
    const tables = ['invitation', 'answer_history', 'audit_log', 'mailing', 'outgoing_mail'];
    const dumps = await Promise.all(tables.map(async (name) => app.sql(`select * from ${name}`)));
    expect(JSON.stringify(dumps)).not.toContain('geheim');
  });

  it('tells that wishes changed, without history and without saying what', async () => {
    const { token } = await invited();
    await give(token, { coming: 'yes' });
    expect(await give(token, { coming: 'yes', diet: 'veganistisch' })).toBe(true);

    expect(await history()).toHaveLength(1);
    expect((await mails()).map(({ revision }) => revision)).toEqual([1, 2]);
    expect((await mails()).map(item).map(({ sequence }) => sequence)).toEqual([0, 1]);
  });

  it.each([[{ coming: 'no' }], [{ coming: 'yes', forgetWishes: 'ja' }]])('erases wishes with %j', async (given) => {
    const { token } = await invited();
    await give(token, { coming: 'yes', diet: 'noten' });
    await give(token, given);
    expect(await app.sql('select * from invitation_wish')).toEqual([]);
    expect(await give(token, given)).toBe(false);
  });

  it.each([
    ['answer.closed', { answer_by: '2027-01-11T22:59:00Z' }],
    ['answer.meeting-cancelled', { state: 'cancelled' }],
    ['answer.meeting-postponed', { state: 'postponed' }],
    ['answer.meeting-held', { state: 'held' }],
    ['answer.meeting-held', { starts_at: '2027-01-12T08:00:00Z', ends_at: '2027-01-12T10:00:00Z', answer_by: '2027-01-12T08:00:00Z' }],
  ])('refuses with %s', async (code, meetingValues) => {
    const { token } = await invited(meetingValues);
    await expect(give(token, { coming: 'yes' })).rejects.toMatchObject({ code });
    expect(await app.sql('select 1 from outgoing_mail union all select 1 from answer_history')).toEqual([]);
  });

  it.each([
    ['link.unknown', { purpose: 'next-step' as const }],
    ['link.revoked', { revoked_at: '2027-01-10T00:00:00Z' }],
    ['link.expired', { expires_at: '2027-01-12T09:00:00Z' }],
  ])('knows a link that is no good: %s', async (code, link) => {
    const { meeting, invitation } = await invited();
    const bad = await app.build.link(zwolle, meeting, invitation, link);
    await expect(give(bad, { coming: 'yes' })).rejects.toMatchObject({ code });
    await expect(answers().show(presentedToken(bad))).rejects.toMatchObject({ code });
  });

  it('does not know a link that was never made', async () => {
    await invited();
    await expect(give('a'.repeat(26), { coming: 'yes' })).rejects.toEqual(new DomainError('link.unknown'));
    await expect(answers().show(null)).rejects.toEqual(new DomainError('link.unknown'));
  });

  it('notes an answer by phone after the closing date, with who and how', async () => {
    const { meeting, invitation } = await invited({ answer_by: '2027-01-11T22:59:00Z' });

    await answers().record(zwolle, { meetingId: meeting.id, invitationId: invitation.id }, Answer.parse({ coming: 'yes' }), 'phone');

    expect(await current()).toMatchObject({ answer: 'yes', answer_origin: 'phone' });
    expect(await history()).toMatchObject([{ origin: 'phone', recorded_by: 'Noor Verhoeven' }]);
    expect(await mails()).toMatchObject([{ kind: 'confirmation', calendar: { method: 'REQUEST' } }]);
  });

  it('does not find an invitation of another organisation, of another meeting, or of nobody', async () => {
    const { meeting, invitation } = await invited();
    const stranger = await app.build.owner({ name: 'Het Anker' });
    const other = await app.build.meeting(zwolle);
    const note = async (actor: Actor, meetingId: string, invitationId: string): Promise<unknown> => answers().record(actor, { meetingId, invitationId }, Answer.parse({ coming: 'yes' }), 'phone');

    for (const [actor, meetingId, invitationId] of [[stranger, meeting.id, invitation.id], [zwolle, other.id, invitation.id], [zwolle, meeting.id, randomUUID()], [zwolle, 'x', 'y']] as const) {
      await expect(note(actor, meetingId, invitationId)).rejects.toEqual(new DomainError('invitation.not-found'));
    }
    expect(await history()).toEqual([]);
  });

  it('takes 20 answers at once and keeps one (R2)', async () => {
    const { token } = await invited();
    await Promise.all(Array.from({ length: 20 }, async (_, index) => give(token, { coming: index % 2 ? 'yes' : 'no' })));

    const steps = await app.sql<{ answer: string }>('select answer from answer_history order by id');
    expect(steps.at(-1)).toEqual({ answer: (await current())['answer'] });
    expect((await current())['answer_revision']).toBe(steps.length);
    expect(steps.every(({ answer }, index) => index === 0 || answer !== steps[index - 1]!.answer)).toBe(true);
    expect((await mails()).map(({ revision }) => revision)).toEqual(steps.map((_, index) => index + 1));
    expect(await app.sql('select sum(people)::int as people from meeting_tally')).toEqual([{ people: 1 }]);
  });

  it('takes the answers of 60 guests of one meeting at once, while mail is going out, and counts right', async () => {
    const { meeting } = await invited();
    const tokens = await Promise.all(Array.from({ length: 60 }, async () => app.build.link(zwolle, meeting, await app.build.invitation(zwolle, meeting))));
    const all = tokens.flatMap((token, index) => [give(token, { coming: 'yes' }), give(token, { coming: index % 2 ? 'no' : 'maybe' })]);
    await Promise.all([...all, app.get(MailSender).send(zwolle.organisationId)]);

    expect(await app.sql('select t.answer, t.people from meeting_tally t where people <> 0 order by 1')).toEqual(await app.sql('select answer, count(*)::int as people from invitation group by 1 order by 1'));
    expect(await app.sql('select sum(mails)::int as mails from mail_tally')).toEqual(await app.sql('select count(*)::int as mails from outgoing_mail'));
  });
});

function item({ calendar }: Mail): { method: string; uid: string; sequence: number } {
  const [method, uid, sequence] = ['METHOD', 'UID', 'SEQUENCE'].map((name) => new RegExp(`^${name}:(.*)$`, 'm').exec(calendar!.ics.replaceAll('\r\n ', '').replaceAll('\r', ''))![1]!);
  return { method: method!, uid: uid!, sequence: Number(sequence) };
}
