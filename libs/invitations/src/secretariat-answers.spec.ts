import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, presentedToken } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { Answer } from './answer.js';
import { AnswersService } from './answers.service.js';
import { InvitationsModule } from './invitations.module.js';
import { InviteService } from './invite.service.js';
import { MeetingMails } from './meeting-mails.service.js';
import { type SecretariatAnswers, SecretariatAnswersService, type SecretariatPage } from './secretariat-answers.service.js';

describe('a secretariat', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;
  let meeting: { id: string };
  let office: { id: string };
  let bos: { id: string; contactId: string };
  let visser: { id: string; contactId: string };
  let token: string;
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', capacity: null });
    office = await secretariat(noor, 'Bestuur');
    bos = await through(office, 'Bos');
    visser = await through(office, 'Visser', { email: null, email_key: null });
    token = await app.build.link(noor, meeting, bos, { purpose: 'secretariat' });
  });
  const secretariat = async (actor: Actor, name: string): Promise<{ id: string }> => app.build.insert('secretariat', { organisation_id: actor.organisationId, name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl`.toLowerCase() });
  const through = async (via: { id: string } | null, name: string, contact: object = {}, which = meeting, actor = noor): Promise<{ id: string; contactId: string }> => {
    const { id } = await app.build.contact(actor, { surname: name, sort_name: name, email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl`.toLowerCase(), secretariat_id: via?.id ?? null, ...contact });
    return app.build.invitation(actor, which, { contact_id: id, display_name: `A. ${name}`, salutation: `Geachte A. ${name}`, sort_name: name, secretariat_id: via?.id ?? null, ...(via && { email: 'bestuur@zwolle.example.nl' }) });
  };
  const service = (): SecretariatAnswersService => app.get(SecretariatAnswersService);
  const show = async (which = token): Promise<SecretariatPage> => service().show(presentedToken(which));
  const answer = async (answers: SecretariatAnswers, which = token): Promise<number> => service().answer(presentedToken(which), answers);
  const mails = async (): Promise<string[]> => (await app.sql<{ line: string }>(`select kind || ' ' || m.variant || ' ' || to_address || coalesce(' ' || (calendar ->> 'method'), '') as line from outgoing_mail o join mailing m using (organisation_id, kind) where m.id = o.mailing_id order by 1`)).map(({ line }) => line);

  it('answers for several people in one go; each gets a confirmation there, and a copy at the own address', async () => {
    expect((await show()).people.map(({ displayName, answer: now }) => [displayName, now])).toEqual([['A. Bos', 'none'], ['A. Visser', 'none']]);

    expect(await answer({ [bos.id]: 'yes', [visser.id]: 'no' })).toBe(2);

    expect(await app.sql('select sort_name, answer, answer_origin, place from invitation order by sort_name')).toEqual([{ sort_name: 'Bos', answer: 'yes', answer_origin: 'secretariat', place: 'confirmed' }, { sort_name: 'Visser', answer: 'no', answer_origin: 'secretariat', place: null }]);
    expect(await app.sql('select distinct origin, recorded_by from answer_history')).toEqual([{ origin: 'secretariat', recorded_by: 'secretariaat' }]);
    expect(await mails()).toEqual(['confirmation no bestuur@zwolle.example.nl', 'confirmation yes bestuur@zwolle.example.nl REQUEST', 'secretariat-copy answer Bos@zwolle.example.nl']);
    const [copy] = await app.sql<{ content: { blocks: { kind: string; text?: string }[] }; links: object }>(`select m.content, o.links from outgoing_mail o join mailing m on m.id = o.mailing_id where o.kind = 'secretariat-copy'`);
    expect([copy!.content.blocks.map(({ kind }) => kind), copy!.content.blocks[0]!.text, copy!.links]).toEqual([['text', 'facts', 'small'], expect.stringContaining('Uw secretariaat heeft geantwoord: u komt.'), {}]);
  });

  it('leaves alone who is skipped or stays the same, and writes nothing then', async () => {
    await answer({ [bos.id]: 'yes' });
    const before = (await mails()).length;
    expect(await answer({ [bos.id]: 'yes' })).toBe(0);
    expect(await answer({})).toBe(0);
    expect([(await mails()).length, await app.sql(`select answer from invitation where sort_name = 'Visser'`)]).toEqual([before, [{ answer: 'none' }]]);
  });

  it('sees and answers for nobody else: not invited through it, another meeting, another organisation', async () => {
    const own = await through(null, 'Zelf');
    const elsewhere = await through(await secretariat(noor, 'Ander'), 'Elders');
    const later = await through(office, 'Later', {}, await app.build.meeting(noor, { state: 'inviting' }));
    const other = await app.build.owner();
    const theirs = await through(await secretariat(other, 'Bestuur'), 'Vreemd', {}, await app.build.meeting(other, { state: 'inviting' }), other);

    expect((await show()).people).toHaveLength(2);
    for (const { id } of [own, elsewhere, later, theirs]) await expect(answer({ [bos.id]: 'yes', [id]: 'yes' })).rejects.toMatchObject({ code: 'invitation.not-found' });
    expect(await app.sql(`select from invitation where answer <> 'none'`)).toEqual([]);
    const direct = await app.build.link(noor, meeting, own, { purpose: 'secretariat' });
    await expect(show(direct)).rejects.toMatchObject({ code: 'link.unknown' });
  });

  it('has a link that does only this, and does it only in time', async () => {
    await expect(app.get(AnswersService).answer(presentedToken(token), Answer.parse({ coming: 'yes' }))).rejects.toMatchObject({ code: 'link.unknown' });
    const personal = await app.build.link(noor, meeting, bos);
    await expect(show(personal)).rejects.toMatchObject({ code: 'link.unknown' });
    await expect(answer({ [bos.id]: 'yes' }, personal)).rejects.toMatchObject({ code: 'link.unknown' });
    app.clock.set('2027-02-26T09:00:00Z');
    expect((await show()).refusal).toBe('answer.closed');
    await expect(answer({ [bos.id]: 'yes' })).rejects.toMatchObject({ code: 'answer.closed' });
    expect(await app.sql(`select from invitation where answer <> 'none'`)).toEqual([]);
  });

  it('answers for all or for none', async () => {
    await app.sql(`create function refuse() returns trigger language plpgsql as $$ begin if new.sort_name = 'Visser' then raise exception 'broken'; end if; return new; end $$`);
    await app.sql('create trigger refuse before update on invitation for each row execute function refuse()');
    try {
      await expect(answer({ [bos.id]: 'yes', [visser.id]: 'yes' })).rejects.toThrow('broken');
    } finally {
      await app.sql('drop trigger refuse on invitation; drop function refuse()');
    }
    expect([await app.sql(`select from invitation where answer <> 'none'`), await mails()]).toEqual([[], []]);
  });

  it('takes places by the ordinary rules: where one is left, one of two waits', async () => {
    await app.sql('update meeting set capacity = 1');
    await answer({ [bos.id]: 'yes', [visser.id]: 'yes' });
    expect((await app.sql<{ place: string }>('select place from invitation order by place')).map(({ place }) => place)).toEqual(['confirmed', 'waiting']);
    expect((await show()).people.map(({ place }) => place).sort()).toEqual(['confirmed', 'waiting']);
  });

  it('hears with the office holder of each change, one mail each', async () => {
    await answer({ [bos.id]: 'yes', [visser.id]: 'yes' });
    await app.sql(`delete from outgoing_mail`);
    await app.sql(`update meeting set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', revision = revision + 1`);
    for (let twice = 0; twice < 2; twice += 1) await app.as(noor, async (tx) => app.get(MeetingMails).writeChangeMails(tx, noor, meeting.id));
    expect(await mails()).toEqual(['change  bestuur@zwolle.example.nl REQUEST', 'change  bestuur@zwolle.example.nl REQUEST', 'secretariat-copy change Bos@zwolle.example.nl']);
    expect(await app.sql(`select distinct s.reason from outgoing_mail o, mail_stop_reason(o, now()) s`)).toEqual([{ reason: null }]);
  });

  it('stops the copy of an answer that was changed before it left', async () => {
    await answer({ [bos.id]: 'yes' });
    await answer({ [bos.id]: 'no' });
    expect(await app.sql(`select revision, s.reason from outgoing_mail o, mail_stop_reason(o, now()) s where kind = 'secretariat-copy' order by revision`)).toEqual([{ revision: 1, reason: 'newer-answer' }, { revision: 2, reason: null }]);
  });

  it('finds the way to this page in every invitation that goes through it, and no guest does', async () => {
    const fresh = await app.build.meeting(noor);
    for (const [name, via] of [['Een', office.id], ['Zelf', null]] as const) await app.build.contact(noor, { surname: name, sort_name: name, email: `${name}@example.nl`, email_key: `${name}@example.nl`.toLowerCase(), secretariat_id: via });
    await app.get(InviteService).invite(noor, fresh.id);
    const rows = await app.sql<{ name: string; links: object; blocks: string }>(`select to_name as name, o.links, m.content ->> 'blocks' as blocks from outgoing_mail o join mailing m on m.id = o.mailing_id where o.meeting_id = $1`, [fresh.id]);
    for (const { name, links, blocks } of rows) expect([name.startsWith('Secretariaat'), Object.keys(links).includes('secretariat'), blocks.includes('Antwoord voor iedereen')]).toEqual(Array(3).fill(name.startsWith('Secretariaat')));
    expect(rows.length).toBeGreaterThan(2);
  });

  it('costs as many queries to show for 40 people as for 2', async () => {
    const cost = async (): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await show();
      return queries();
    };
    const few = await cost();
    for (let n = 0; n < 38; n += 1) await through(office, `P${n}`);
    expect(await cost()).toBe(few);
    expect((await show()).people).toHaveLength(40);
  });
});
