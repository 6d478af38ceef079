import { MailSender } from '@bijeen/mail';
import { SetPlaceRules } from '@bijeen/places';
import { type Actor, presentedToken } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Answer } from './answer.js';
import { AnswersService, type ShownInvitation } from './answers.service.js';
import { NamePartner, SendSubstitute } from './companion-input.js';
import { DuoMatches } from './duo-matches.service.js';
import { DuosService } from './duos.service.js';
import { InvitationsModule } from './invitations.module.js';
import { PlacesClock } from './places-clock.js';
import { PlacesService } from './places.service.js';
import { SubstitutesService } from './substitutes.service.js';
import { UnsubscribeService } from './unsubscribe.service.js';

type Refusal = { code?: string; fields?: Record<string, string>; message?: string };

describe('somebody who comes instead, or along', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => begin({}));
  const begin = async (values: object): Promise<void> => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', ...values });
  };
  const guest = async (name: string, office = 'ALDERMAN', values: object = {}): Promise<string> => {
    const { id: contactId, positionId } = await app.build.contact(noor, { email: `${name}@zwolle.example.nl`, email_key: `${name}@zwolle.example.nl` }, { function: office });
    return app.build.link(noor, meeting, await app.build.invitation(noor, meeting, { contact_id: contactId, position_id: positionId, display_name: name, sort_name: name, function: office, email: `${name}@zwolle.example.nl`, ...values }));
  };
  const say = async (link: string, coming: 'yes' | 'no' | 'maybe'): Promise<unknown> => app.get(AnswersService).answer(presentedToken(link), Answer.parse({ coming }));
  const send = async (link: string, person: object = {}): Promise<void> =>
    app.get(SubstitutesService).send({ tokenHash: presentedToken(link) }, SendSubstitute.parse({ name: 'Karim Haddad', function: 'POLICY_OFFICER', email: 'karim@zwolle.example.nl', ...person }));
  const bring = async (link: string, person: object = {}): Promise<void> =>
    app.get(DuosService).comeWith({ tokenHash: presentedToken(link) }, NamePartner.parse({ name: 'Ineke de Wit', role: 'expert', email: 'ineke@example.nl', ...person }));
  const seen = async (link: string): Promise<ShownInvitation> => app.get(AnswersService).show(presentedToken(link));
  const refused = async (attempt: Promise<unknown>): Promise<Refusal> => attempt.then(() => ({}), (error: Refusal) => error);
  /** Name → answer and place. */
  const how = async (): Promise<Record<string, (string | null)[]>> =>
    Object.fromEntries((await app.sql<{ name: string; answer: string; place: string | null }>('select display_name as name, answer, place from invitation order by sort_name')).map(({ name, answer, place }) => [name, [answer, place]]));
  const mails = async (): Promise<string[]> => (await app.sql<{ mail: string }>(`select o.to_name || ': ' || o.kind || coalesce(' ' || nullif(m.variant, ''), '') || coalesce(' ' || (o.calendar->>'method'), '') as mail from outgoing_mail o join mailing m on m.id = o.mailing_id order by o.id`)).map(({ mail }) => mail);
  /** The link that a guest without one in hand would find in the mail. */
  const linkOf = async (name: string): Promise<string> => {
    const [invitation] = await app.sql<{ id: string }>('select id from invitation where display_name = $1', [name]);
    return app.build.link(noor, meeting, invitation!);
  };

  describe('a substitute', () => {
    it('gets an own invitation that says who asks, and the original a confirmation that clears the calendar', async () => {
      const boer = await guest('boer');
      await say(boer, 'yes');
      await send(boer);
      expect(await how()).toEqual({ 'boer': ['substitute', null], 'Karim Haddad': ['none', 'offered'] });
      expect(await mails()).toEqual(['boer: confirmation yes REQUEST', 'Karim Haddad: invitation policy', 'boer: confirmation substitute CANCEL']);
      const [{ content }] = await app.sql<{ content: { blocks: { text: string }[] } }>(`select content from mailing where kind = 'invitation'`) as [{ content: { blocks: { text: string }[] } }];
      expect(content.blocks[0]!.text).toBe('Helaas kan boer (wethouder) zelf niet. De vraag is of Karim Haddad als vervanger komt.');
      expect(await app.sql(`select c.source, p.function, o.kind from contact c join position p on p.contact_id = c.id join contact_organisation o on o.id = p.contact_organisation_id where c.surname = 'Haddad'`)).toEqual([{ source: 'boer, die u als vervanger opgaf', function: 'POLICY_OFFICER', kind: 'MUNICIPALITY' }]);
      expect((await seen(boer)).company.substitute).toMatchObject({ name: 'Karim Haddad', function: 'POLICY_OFFICER', answer: 'none' });
      await say(await linkOf('Karim Haddad'), 'yes');
      expect(await how()).toMatchObject({ 'Karim Haddad': ['yes', 'confirmed'] });
      expect(await app.sql(`select function, answer, people from meeting_tally where people > 0 order by 1`)).toEqual([{ function: 'ALDERMAN', answer: 'substitute', people: 1 }, { function: 'POLICY_OFFICER', answer: 'yes', people: 1 }]);
    });

    it('makes room again when the original comes after all, and hears so, also in the calendar', async () => {
      const boer = await guest('boer');
      await say(boer, 'yes');
      await send(boer);
      await say(await linkOf('Karim Haddad'), 'yes');
      await say(boer, 'yes');
      expect(await how()).toEqual({ 'boer': ['yes', 'confirmed'], 'Karim Haddad': ['no', null] });
      expect((await mails()).slice(-2)).toEqual(['Karim Haddad: companion not-needed CANCEL', 'boer: confirmation yes REQUEST']);
      expect((await seen(boer)).company.substitute).toBeNull();
    });

    it('who cannot come leaves it to the original, who may send another', async () => {
      const boer = await guest('boer');
      await send(boer);
      expect(await refused(send(boer, { name: 'Joke Bos', email: 'joke@zwolle.example.nl' }))).toMatchObject({ code: 'substitute.already' });
      await say(await linkOf('Karim Haddad'), 'no');
      expect((await mails()).at(-1)).toBe('boer: companion substitute-declined');
      await send(boer, { name: 'Joke Bos', email: 'joke@zwolle.example.nl' });
      expect((await seen(boer)).company.substitute).toMatchObject({ name: 'Joke Bos' });
    });

    it('who does not decide does not inherit a seat that is kept for those who decide', async () => {
      await begin({ capacity: 2 });
      await app.get(PlacesService).setRules(noor, meeting.id, SetPlaceRules.parse({ protectedSeats: 1, protectedUntil: '2027-02-01' }));
      const [boer, faber] = [await guest('boer'), await guest('faber', 'POLICY_OFFICER')];
      await say(boer, 'yes');
      await say(faber, 'yes');
      await send(boer);
      expect(await how()).toEqual({ 'boer': ['substitute', null], 'faber': ['yes', 'confirmed'], 'Karim Haddad': ['none', 'waiting'] });
    });

    it.each([
      ['oneself', { email: 'boer@zwolle.example.nl' }, { code: 'input.invalid', fields: { email: 'Dit is uw eigen adres. Vul het adres in van wie in uw plaats komt.' } }],
      ['the secretariat through which the invitation went', { email: 'secretariaat@zwolle.example.nl', through: true }, { code: 'input.invalid', fields: { email: 'Dit is uw eigen adres. Vul het adres in van wie in uw plaats komt.' } }],
      ['somebody who is invited', { email: 'faber@zwolle.example.nl' }, { code: 'substitute.invited', message: 'faber is zelf al uitgenodigd voor deze bijeenkomst. Kies iemand anders.' }],
      ['somebody who wants no mail', { email: 'stop@zwolle.example.nl' }, { code: 'companion.unreachable' }],
      ['somebody who does not decide, where that is asked', { rules: true }, { code: 'input.invalid', fields: { function: 'Wij vragen u om iemand te sturen die ook beslist: een wethouder, een bestuurder of een directeur.' } }],
    ])('cannot be %s, and then nothing changes', async (_who, { rules = false, through = false, ...person }: { rules?: boolean; through?: boolean; email?: string }, refusal) => {
      const [boer] = [await guest('boer'), await guest('faber')];
      const stop = await app.build.link(noor, meeting, await app.build.invitation(noor, await app.build.meeting(noor), { email: 'stop@zwolle.example.nl' }), { purpose: 'unsubscribe' });
      await app.get(UnsubscribeService).optOut(presentedToken(stop), 'organisation', 'page');
      if (through) await app.sql(`update invitation set email = 'secretariaat@zwolle.example.nl' where display_name = 'boer'`);
      if (rules) await app.get(PlacesService).setRules(noor, meeting.id, SetPlaceRules.parse({ onlyDecidingSubstitutes: true }));
      const before = await app.sql('select count(*)::int as people from contact');
      expect(await refused(send(boer, person))).toMatchObject(refusal);
      expect((await how())['boer']).toEqual(['none', null]);
      expect(await app.sql('select count(*)::int as people from contact')).toEqual(before);
      expect(await mails()).toEqual([]);
    });

    it.each([['answer.closed', { answer_by: '2027-01-11T22:59:00Z' }], ['answer.meeting-cancelled', { state: 'cancelled' }], ['answer.meeting-postponed', { state: 'postponed' }]])('is refused with %s when no answer is taken any more', async (code, values) => {
      const boer = await guest('boer');
      await app.sql(`update meeting set ${Object.keys(values)[0]} = $1`, Object.values(values));
      expect((await refused(send(boer))).code).toMatch(new RegExp(`^(${code}|meeting\\..*)$`));
      expect(await mails()).toEqual([]);
    });
  });

  describe('a duo', () => {
    it('has two places; the partner confirms with the own link', async () => {
      const faber = await guest('faber', 'POLICY_OFFICER');
      await bring(faber);
      expect(await how()).toEqual({ 'faber': ['yes', 'confirmed'], 'Ineke de Wit': ['none', 'offered'] });
      expect(await mails()).toEqual(['Ineke de Wit: invitation', 'faber: confirmation yes REQUEST']);
      expect((await seen(faber)).company.partner).toEqual({ name: 'Ineke de Wit', answer: 'none' });
      await say(await linkOf('Ineke de Wit'), 'yes');
      expect(await how()).toMatchObject({ 'Ineke de Wit': ['yes', 'confirmed'] });
      expect(await app.sql(`select p.function, o.name, o.municipality_code as code from contact c join position p on p.contact_id = c.id join contact_organisation o on o.id = p.contact_organisation_id where c.surname = 'Wit'`)).toEqual([{ function: 'EXPERT_BY_EXPERIENCE', name: 'Inwoners van Zwolle', code: 'GM0193' }]);
    });

    it('that loses a partner keeps the second place for five working days, and may name another', async () => {
      await begin({ capacity: 2 });
      const [faber, late] = [await guest('faber', 'POLICY_OFFICER'), await guest('late', 'POLICY_OFFICER')];
      await bring(faber);
      await say(late, 'yes');
      await say(await linkOf('Ineke de Wit'), 'no');
      expect((await mails()).slice(-1)).toEqual(['faber: companion partner-lost']);
      expect((await how())['late']).toEqual(['yes', 'waiting']);
      expect((await seen(faber)).company.partnerUntil).toEqual(new Date('2027-01-19T22:59:00Z'));

      await bring(faber, { name: 'Omar Said', email: 'omar@example.nl' });
      expect(await how()).toMatchObject({ 'Omar Said': ['none', 'offered'], 'late': ['yes', 'waiting'] });
      await say(await linkOf('Omar Said'), 'no');
      app.clock.set('2027-01-19T22:59:00Z');
      await app.get(PlacesClock).runDue();
      expect(await how()).toMatchObject({ 'faber': ['yes', 'confirmed'], 'late': ['yes', 'offered'] });
      expect((await seen(faber)).company).toMatchObject({ partner: null, partnerUntil: null });
    });

    it('waits together, and gets places together', async () => {
      await begin({ capacity: 2 });
      const [one, two, faber] = [await guest('one'), await guest('two'), await guest('faber', 'POLICY_OFFICER')];
      await say(one, 'yes');
      await say(two, 'yes');
      await bring(faber);
      expect(await how()).toMatchObject({ 'faber': ['yes', 'waiting'], 'Ineke de Wit': ['none', 'waiting'] });
      await say(one, 'no');
      expect((await how())['faber']).toEqual(['yes', 'waiting']);
      await say(two, 'no');
      expect(await how()).toMatchObject({ 'faber': ['yes', 'offered'], 'Ineke de Wit': ['none', 'offered'] });
      expect((await mails()).filter((mail) => mail.endsWith('offer'))).toHaveLength(2);
    });

    it('may be made with somebody who was invited already, who is asked by mail', async () => {
      const [faber] = [await guest('faber', 'POLICY_OFFICER'), await guest('haddad', 'EXPERT_BY_EXPERIENCE')];
      await bring(faber, { name: 'K. Haddad', email: 'haddad@zwolle.example.nl' });
      expect(await mails()).toEqual(['faber: confirmation yes REQUEST', 'haddad: companion asked-along']);
      expect(await app.sql('select count(*)::int as people from contact')).toEqual([{ people: 2 }]);
    });

    it('is refused with oneself, for a second time, and with who declined or has a partner', async () => {
      const [faber, other] = [await guest('faber', 'POLICY_OFFICER'), await guest('other', 'POLICY_OFFICER')];
      expect(await refused(bring(faber, { email: 'faber@zwolle.example.nl' }))).toMatchObject({ fields: { email: 'Dit is uw eigen adres. Vul het adres in van wie met u meekomt.' } });
      await bring(faber);
      expect(await refused(bring(faber, { email: 'omar@example.nl' }))).toMatchObject({ code: 'duo.already', message: 'U komt al samen met Ineke de Wit.' });
      expect(await refused(bring(other))).toMatchObject({ code: 'duo.taken' });
      await say(await guest('nee', 'EXPERT_BY_EXPERIENCE'), 'no');
      expect(await refused(bring(other, { email: 'nee@zwolle.example.nl' }))).toMatchObject({ code: 'duo.declined' });
      expect((await how())['other']).toEqual(['none', null]);
    });
  });

  it('may be looked for: who seeks a partner comes, and two of one municipality become a duo', async () => {
    const [faber, haddad] = [await guest('faber', 'POLICY_OFFICER'), await guest('haddad', 'EXPERT_BY_EXPERIENCE')];
    for (const link of [faber, haddad]) await app.get(DuosService).seek({ tokenHash: presentedToken(link) }, true);
    expect(await how()).toEqual({ faber: ['yes', 'confirmed'], haddad: ['yes', 'confirmed'] });
    const seekers = await app.get(DuoMatches).seekers(noor, meeting.id);
    expect(seekers.map(({ name }) => name)).toEqual(['faber', 'haddad']);
    await app.get(DuoMatches).match(noor, meeting.id, { one: seekers[0]!.id, other: seekers[1]!.id });
    expect((await seen(faber)).company.partner).toEqual({ name: 'haddad', answer: 'yes' });
    expect(await app.get(DuoMatches).seekers(noor, meeting.id)).toEqual([]);

    const alone = await guest('alone', 'POLICY_OFFICER');
    for (const seeks of [true, false]) await app.get(DuosService).seek({ tokenHash: presentedToken(alone) }, seeks);
    expect(await app.get(DuoMatches).seekers(noor, meeting.id)).toEqual([]);
  });

  it('marks the position of who says that the subject does not fit, until it is checked', async () => {
    const boer = await guest('boer');
    await app.get(AnswersService).answer(presentedToken(boer), Answer.parse({ coming: 'no', reason: 'not-my-subject' }));
    expect(await app.sql('select doubted_on::text as day from position')).toEqual([{ day: '2027-01-12' }]);
  });

  it('has mails that can be sent', async () => {
    const [boer, faber] = [await guest('boer'), await guest('faber', 'POLICY_OFFICER')];
    await send(boer);
    await bring(faber);
    await say(await linkOf('Karim Haddad'), 'no');
    await say(await linkOf('Ineke de Wit'), 'no');
    await app.get(MailSender).send(noor.organisationId);
    expect(await app.sql(`select distinct state from outgoing_mail where kind = 'companion'`)).toEqual([{ state: 'sent' }]);
  });
});
