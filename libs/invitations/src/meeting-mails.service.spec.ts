import { describe, expect, it } from '@jest/globals';
import { addressHash, emailKey } from '@bijeen/mail';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, Config, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { InvitationsModule } from './invitations.module.js';
import { MeetingMails } from './meeting-mails.service.js';
import { type GuestConsequences, MoveGuests } from './move-guests.service.js';
import { WishesService } from './wishes.service.js';

interface Mail {
  name: string;
  kind: string;
  revision: number;
  subject: string;
  calendar: { method: string; ics: string } | null;
}

describe('telling guests what happened to their meeting', () => {
  const app = testApp(InvitationsModule);
  let actor: Actor;
  let meeting: { id: string };
  const plan = async (): Promise<void> => {
    actor = await app.build.owner();
    meeting = await app.build.meeting(actor, { state: 'inviting' });
  };
  const guest = async (name: string, values: object = {}): Promise<string> => {
    const invitation = await app.build.invitation(actor, meeting, { display_name: name, email: `${name}@zwolle.example.nl`, sort_name: name, ...values });
    return app.build.link(actor, meeting, invitation);
  };
  const answer = async (token: string, given: object): Promise<unknown> => app.get(AnswersService).answer(presentedToken(token), Answer.parse(given));
  const allLeft = async (): Promise<unknown> => app.sql(`update outgoing_mail set state = 'sent', sent_at = $1 where state = 'queued'`, [app.clock.now()]);
  /** What the organiser's change does to the row; the rest is ours. */
  const move = async (to: string): Promise<{ written: number }> => {
    await app.sql(`update meeting set starts_at = $2, ends_at = $2::timestamptz + interval '3 hours', revision = revision + 1 where id = $1`, [meeting.id, to]);
    return app.as(actor, async (tx) => app.get(MeetingMails).writeChangeMails(tx, actor, meeting.id));
  };
  const cancel = async (): Promise<GuestConsequences> => {
    const [at, own] = [app.clock.now(), { organisation_id: actor.organisationId, meeting_id: meeting.id }];
    const { id } = await app.build.insert('meeting_move', { ...own, kind: 'cancel', from_starts_at: at, leaves_at: at, moved_by: 'Noor', at });
    const which = { id, organisationId: actor.organisationId, meetingId: meeting.id, kind: 'cancel' as const };
    return app.as(actor, async (tx) => {
      await app.get(MoveGuests).keep(tx, which);
      await tx.query(`update meeting set state = 'cancelled', revision = revision + 1 where id = $1`, [meeting.id]);
      return app.get(MoveGuests).carryOut(tx, actor, { ...which, meeting: await loadMeeting(tx, meeting.id), wasPostponed: false, notBefore: at });
    });
  };
  const mails = async (kind: string): Promise<Mail[]> =>
    app.sql<Mail & { [key: string]: unknown }>(`select o.to_name as name, o.kind, o.revision, m.content->>'subject' as subject, o.calendar from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = $1 or $1 = '' order by o.id`, [kind]);

  it('moves the item of everybody who comes, and of nobody else', async () => {
    await plan();
    const [comes, declines] = [await guest('bos'), await guest('visser')];
    await guest('bakker');
    await answer(comes, { coming: 'yes' });
    await answer(declines, { coming: 'no' });
    await allLeft();

    expect(await move('2027-03-18T12:30:00Z')).toEqual({ written: 1 });

    const [change] = await mails('change');
    expect(change).toMatchObject({ name: 'bos', revision: 1, subject: 'Gewijzigd: {titel}', calendar: { method: 'REQUEST' } });
    const [before] = (await mails('confirmation')).filter(({ calendar }) => calendar).map(item);
    expect(item(change!)).toMatchObject({ uid: before!.uid, sequence: before!.sequence + 1, start: '2027-03-18T12:30:00Z' });
  });

  it('tells each change once, also when it is written twice', async () => {
    await plan();
    await answer(await guest('bos'), { coming: 'yes' });
    await allLeft();
    await move('2027-03-18T12:30:00Z');
    const again = await app.as(actor, async (tx) => app.get(MeetingMails).writeChangeMails(tx, actor, meeting.id));
    expect(again).toEqual({ written: 0 });
    await allLeft();
    expect(await move('2027-03-25T12:30:00Z')).toEqual({ written: 1 });
    expect((await mails('change')).map(item).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('keeps links and wishes as long after the new date as after the old one', async () => {
    await plan();
    await answer(await guest('bos'), { coming: 'yes', diet: 'noten' });
    await move('2027-06-10T12:00:00Z');
    expect(await app.sql('select distinct expires_at from personal_link')).toEqual([{ expires_at: new Date('2027-07-10T15:00:00Z') }]);
    expect(await app.sql('select erase_after from invitation_wish')).toEqual([{ erase_after: new Date('2027-06-24T15:00:00Z') }]);
  });

  it('cancels with everybody who knows of the meeting, and takes the item out of who has one', async () => {
    await plan();
    await answer(await guest('bos'), { coming: 'yes' });
    await answer(await guest('visser'), { coming: 'no' });
    await guest('bakker');
    await guest('mulder', { state: 'queued' });
    await guest('smit', { state: 'bounced' });

    expect((await cancel()).mails).toEqual([{ variant: 'came', people: 1 }, { variant: 'none', people: 1 }, { variant: 'declined', people: 1 }]);

    const told = await mails('cancellation');
    expect(told.map(({ name, calendar }) => [name, calendar?.method]).sort()).toEqual([['bakker', undefined], ['bos', 'CANCEL'], ['visser', undefined]]);
    const [before] = (await mails('confirmation')).filter(({ calendar }) => calendar).map(item);
    expect(item(told.find(({ calendar }) => calendar)!)).toMatchObject({ uid: before!.uid, sequence: before!.sequence + 1 });
  });

  it('leaves in peace who opted out and does not come', async () => {
    await plan();
    await answer(await guest('bos'), { coming: 'yes' });
    await guest('visser');
    for (const name of ['bos', 'visser']) {
      await app.build.insert('suppression', { organisation_id: actor.organisationId, email_hash: addressHash(app.get(Config).secretKey, emailKey(`${name}@zwolle.example.nl`)), scope: 'organisation', origin: 'page', at: app.clock.now() });
    }
    await cancel();
    expect((await mails('cancellation')).map(({ name }) => name)).toEqual(['bos']);
  });

  it('gives wishes of a cancelled meeting up at the next turn of the clock', async () => {
    await plan();
    await answer(await guest('bos'), { coming: 'yes', diet: 'noten' });
    await cancel();
    expect(await app.get(WishesService).eraseDue()).toBe(1);
    expect(await app.sql('select * from invitation_wish')).toEqual([]);
  });

  it('keeps one item right in every calendar through any row of answers and changes (R17)', async () => {
    const step = fc.oneof(
      fc.record({ coming: fc.constantFrom('yes', 'no', 'maybe'), remark: fc.constantFrom(undefined, 'a', 'b'), diet: fc.constantFrom(undefined, 'c') }),
      fc.constantFrom('2027-03-18T12:30:00Z', '2027-03-28T12:30:00Z', '2027-10-31T08:00:00Z', 'all left'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), fc.boolean(), async (steps, cancelled) => {
        await app.empty();
        await plan();
        const token = await guest('bos');
        for (const each of steps) {
          // Which of two mails that wait is out of date, is told by the clock: the older one does not leave.
          app.clock.set(new Date(app.clock.now().getTime() + 60_000));
          await (each === 'all left' ? allLeft() : typeof each === 'string' ? move(each) : answer(token, each));
        }
        if (cancelled) await cancel();
        const sent = (await mails('')).filter(({ calendar }) => calendar).map(item);
        const standing = readInOrder(sent);
        const [{ answer: last, starts }] = await app.sql<{ answer: string; starts: Date }>('select i.answer, m.starts_at as starts from invitation i join meeting m on m.id = i.meeting_id') as [{ answer: string; starts: Date }];
        expect(standing).toEqual(last === 'yes' && !cancelled ? [starts.toISOString().replace('.000', '')] : []);
      }),
      { numRuns: 40 },
    );
  });

  it('loses no change when answers and changes come at once', async () => {
    await plan();
    const tokens = await Promise.all(Array.from({ length: 12 }, async (_, index) => guest(`v${index}`)));
    const days = ['2027-03-18', '2027-03-19', '2027-03-20', '2027-03-21'];
    const change = async (day: string): Promise<void> => {
      await app.as(actor, async (tx) => {
        await tx.query('select 1 from meeting where id = $1 for update', [meeting.id]);
        await tx.query(`update meeting set starts_at = $2, ends_at = $2::timestamptz + interval '3 hours', revision = revision + 1 where id = $1`, [meeting.id, `${day}T12:30:00Z`]);
        await app.get(MeetingMails).writeChangeMails(tx, actor, meeting.id);
      });
    };

    await Promise.all([...tokens.map(async (token) => answer(token, { coming: 'yes' })), ...days.map(change)]);

    const [{ starts }] = await app.sql<{ starts: Date }>('select starts_at as starts from meeting') as [{ starts: Date }];
    const latest = new Map<string, ReturnType<typeof item>>();
    for (const next of (await mails('')).map(item)) if ((latest.get(next.uid)?.sequence ?? -1) < next.sequence) latest.set(next.uid, next);
    expect([...latest.values()].map(({ start }) => start)).toEqual(tokens.map(() => starts.toISOString().replace('.000', '')));
  });
});

/** What a calendar shows after these files, in order; fails when one goes back or revives. */
function readInOrder(sent: ReturnType<typeof item>[]): string[] {
  const last = new Map<string, ReturnType<typeof item>>();
  for (const next of sent) {
    const before = last.get(next.uid);
    if (before && (before.method === 'CANCEL' || next.sequence <= before.sequence || next.stamp <= before.stamp)) throw new Error(`${JSON.stringify(next)} after ${JSON.stringify(before)}`);
    last.set(next.uid, next);
  }
  return [...last.values()].filter(({ method }) => method === 'REQUEST').map(({ start }) => start);
}

function item({ calendar }: Mail): { method: string; uid: string; sequence: number; stamp: string; start: string } {
  const whole = new ICAL.Component(ICAL.parse(calendar!.ics));
  const event = whole.getFirstSubcomponent('vevent')!;
  const text = (name: string): string => String(event.getFirstPropertyValue(name));
  return { method: String(whole.getFirstPropertyValue('method')), uid: text('uid'), sequence: Number(text('sequence')), stamp: text('dtstamp'), start: text('dtstart') };
}
