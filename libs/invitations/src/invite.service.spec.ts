import { type Actor, DomainError } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { InvitationsModule } from './invitations.module.js';
import { InviteMail } from './invite-mail.service.js';
import { InviteService } from './invite.service.js';

describe('inviting', () => {
  const app = testApp(InvitationsModule);
  const invite = async (actor: Actor, meeting: { id: string }, wish = {}): Promise<object> => app.get(InviteService).invite(actor, meeting.id, wish);

  /** A wethouder of this municipality with this surname. */
  const person = async (actor: Actor, name: string, { municipality = 'GM0193', contact = {}, position = {} }: { municipality?: string; contact?: object; position?: object } = {}): Promise<string> => {
    const employer = await app.build.contactOrganisation(actor, { name: `Gemeente van ${name}`, municipality_code: municipality });
    return (await app.build.contact(actor, { surname: name, sort_name: name, email: `${name}@example.nl`, email_key: `${name.toLowerCase()}@example.nl`, ...contact }, { contact_organisation_id: employer.id, ...position })).id;
  };
  const many = async (actor: Actor, people: number): Promise<void> => {
    await app.sql(
      `with place as (insert into contact_organisation (organisation_id, kind, name, municipality_code) values ($1, 'MUNICIPALITY', 'Gemeente Zwolle', 'GM0193') returning id),
       person as (insert into contact (organisation_id, surname, sort_name, email, email_key, source, basis) select $1, 'P' || n, 'P' || n, 'p' || n || '@example.nl', 'p' || n || '@example.nl', 'x', 'x' from generate_series(1, $2::int) n returning id)
       insert into position (organisation_id, contact_id, contact_organisation_id, function) select $1, person.id, place.id, 'ALDERMAN' from person, place`,
      [actor.organisationId, people],
    );
  };

  it('gives everybody on the list one invitation, three links and one mail, and nobody else anything', async () => {
    const noor = await app.build.owner();
    const region = await app.build.insert('region', { organisation_id: noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193', 'GM0166'] });
    const meeting = await app.build.meeting(noor, { region_id: region.id });
    const kampen = await person(noor, 'Kampen', { municipality: 'GM0166', contact: { form_of_address: 'mevrouw', infix: 'van', source: 'Website van de gemeente' } });
    await person(noor, 'Rotterdam', { municipality: 'GM0599' });

    expect(await invite(noor, meeting)).toEqual({ invited: 1, alreadyInvited: 0, excluded: 1 });

    const [invitation] = await app.sql('select * from invitation');
    expect(invitation).toMatchObject({
      meeting_id: meeting.id, contact_id: kampen, display_name: 'mevrouw A. van Kampen', salutation: 'Geachte mevrouw Van Kampen', sort_name: 'Kampen', function: 'ALDERMAN', contact_organisation_name: 'Gemeente van Kampen',
      municipality_code: 'GM0166', email: 'Kampen@example.nl', secretariat_id: null, travel_minutes: 20, state: 'queued', answer: 'none', invited_at: app.clock.now(),
    });
    expect(invitation!.calendar_uid).toMatch(/^[0-9a-f-]{36}@bijeen\.example\.org$/);
    expect(await app.sql('select purpose, expires_at from personal_link where invitation_id = $1 order by purpose', [invitation!.id])).toEqual(['answer', 'next-step', 'unsubscribe'].map((purpose) => ({ purpose, expires_at: new Date('2027-04-10T16:00:00Z') })));
    const [mail] = await app.sql('select * from outgoing_mail');
    expect(mail).toMatchObject({ kind: 'invitation', invitation_id: invitation!.id, recipient_key: kampen, revision: 0, to_address: 'Kampen@example.nl', to_name: 'mevrouw A. van Kampen', state: 'queued', calendar: null });
    expect(mail!.values).toMatchObject({ aanhef: 'Geachte mevrouw Van Kampen', functie: 'wethouder', gemeente: 'Kampen', reistijd: 'circa 20 minuten (schatting)', bron: 'Website van de gemeente', waarom_u: 'u bent wethouder (Gemeente van Kampen), en Kampen hoort bij IJsselland.' });
    expect(Object.keys(mail!.links).sort()).toEqual(['answer', 'next-step', 'unsubscribe']);
    expect(await app.sql('select state, first_invited_at from meeting')).toEqual([{ state: 'inviting', first_invited_at: app.clock.now() }]);
    expect(await app.sql(`select action from audit_log where action like 'meeting.%'`)).toEqual([{ action: 'meeting.invited' }]);
  });

  it('goes through the secretariat where there is one, and says so', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'Bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    await person(noor, 'Een', { contact: { secretariat_id: office.id } });
    await person(noor, 'Twee', { contact: { secretariat_id: office.id, email: null, email_key: null } });
    await person(noor, 'Zelf');

    await invite(noor, meeting);

    expect(await app.sql('select to_address, to_name, m.variant, jsonb_path_query_first(m.content, \'$.blocks[*] ? (@.kind == "text" || @.kind == "rich").text\') #>> \'{}\' as first from outgoing_mail join mailing m on m.id = mailing_id order by to_name')).toEqual([
      { to_address: 'Zelf@example.nl', to_name: 'A. Zelf', variant: 'alderman', first: expect.stringMatching(/^\{aanhef\}/) },
      { to_address: 'Bestuur@zwolle.example.nl', to_name: 'Secretariaat van A. Een', variant: 'alderman-secretariat', first: expect.stringContaining('gaat via het secretariaat') },
      { to_address: 'Bestuur@zwolle.example.nl', to_name: 'Secretariaat van A. Twee', variant: 'alderman-secretariat', first: expect.stringContaining('gaat via het secretariaat') },
    ]);
    expect(await app.sql('select email, secretariat_id from invitation where sort_name = \'Een\'')).toEqual([{ email: 'Bestuur@zwolle.example.nl', secretariat_id: office.id }]);
  });

  it('waits for a call to action (L5), unless an owner says why not', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { call_to_action_ask: null });
    await person(noor, 'Kampen');
    const organiser: Actor = { ...noor, role: 'organiser', name: 'Sam' };

    await expect(invite(noor, meeting)).rejects.toEqual(new DomainError('meeting.no-call-to-action'));
    await expect(invite(organiser, meeting, { overrideReason: 'Komt later' })).rejects.toEqual(new DomainError('meeting.override-needs-owner'));
    expect(await app.sql('select from invitation')).toEqual([]);

    expect(await invite(noor, meeting, { overrideReason: 'De vraag volgt maandag' })).toEqual({ invited: 1, alreadyInvited: 0, excluded: 0 });
    expect(await app.sql('select override_reason, override_by, overridden_at from meeting')).toEqual([{ override_reason: 'De vraag volgt maandag', override_by: 'Noor Verhoeven', overridden_at: app.clock.now() }]);
    expect(await app.sql(`select action, details from audit_log where action like '%overridden'`)).toEqual([{ action: 'meeting.call-to-action-overridden', details: { reason: 'De vraag volgt maandag' } }]);
  });

  it('sends one mail per person, however often and however parallel somebody clicks', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await many(noor, 40);

    const results = await Promise.all(Array.from({ length: 30 }, async () => invite(noor, meeting)));

    expect(results.filter((result) => 'invited' in result && result.invited === 40)).toHaveLength(1);
    expect(results.filter((result) => 'alreadyInvited' in result && result.alreadyInvited === 40)).toHaveLength(29);
    expect(await app.sql('select count(*)::int as mails, count(distinct recipient_key)::int as people from outgoing_mail')).toEqual([{ mails: 40, people: 40 }]);
    expect(await app.sql('select sum(people)::int as people from meeting_tally')).toEqual([{ people: 40 }]);
    expect(await app.sql('select count(*)::int as mailings from mailing')).toEqual([{ mailings: 1 }]);
  });

  it('later invites only who is new', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await many(noor, 3);
    await invite(noor, meeting);
    await person(noor, 'Nieuw');

    expect(await invite(noor, meeting)).toEqual({ invited: 1, alreadyInvited: 3, excluded: 0 });
    expect(await app.sql(`select to_address from outgoing_mail where to_address like 'Nieuw%'`)).toEqual([{ to_address: 'Nieuw@example.nl' }]);
  });

  it.each([
    ['cancelled', {}, 'meeting.wrong-state'],
    ['held', {}, 'meeting.wrong-state'],
    ['planned', { answer_by: '2027-01-10T22:59:00Z' }, 'meeting.answer-by-passed'],
    ['inviting', { starts_at: '2027-01-12T08:00:00Z', ends_at: '2027-01-12T12:00:00Z' }, 'meeting.already-started'],
    ['planned', {}, 'audience.nobody'],
  ])('refuses a meeting that is %s %j: %s', async (state, values, code) => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { state, ...values });
    if (code !== 'audience.nobody') await person(noor, 'Kampen');

    await expect(invite(noor, meeting)).rejects.toMatchObject({ code });
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
    expect(await app.sql('select state from meeting')).toEqual([{ state }]);
  });

  it('refuses with a certain mistake in a text that somebody gets, and then writes nothing', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { call_to_action_ask: null });
    await person(noor, 'Kampen');
    const write = async (body: string, variant: 'alderman' | 'board' = 'alderman'): Promise<void> => app.get(InviteMail).save(noor, meeting.id, { subject: 'Komt u?', body }, variant);
    await write('{aanhef}, klik hier: https://localhost/a');

    await expect(invite(noor, meeting, { overrideReason: 'De vraag volgt maandag' })).rejects.toMatchObject({ code: 'mail.blocked', members: { findings: [{ kind: 'invitation', code: 'link-to-nowhere', where: 'de tekst' }] } });
    for (const table of ['invitation', 'personal_link', 'outgoing_mail', 'mailing']) expect(await app.sql(`select from ${table}`)).toEqual([]);
    expect(await app.sql('select state, override_reason from meeting')).toEqual([{ state: 'planned', override_reason: null }]);

    await write('{aanhef}, komt u ook?');
    await write('{aanhef}, kijk op https://localhost/a', 'board');
    expect(await invite(noor, meeting, { overrideReason: 'De vraag volgt maandag' })).toEqual({ invited: 1, alreadyInvited: 0, excluded: 0 });
    await write('{aanhef}, klik hier: https://localhost/a');
    expect(await invite(noor, meeting)).toEqual({ invited: 0, alreadyInvited: 1, excluded: 0 });
  });

  it('looks at the texts in as many queries for 400 people as for two', async () => {
    const queriesFor = async (people: number): Promise<number> => {
      const noor = await app.build.owner({ name: `Voor ${people}` });
      const meeting = await app.build.meeting(noor);
      await many(noor, people);
      const stop = countQueries(app.get(DataSource));
      await invite(noor, meeting);
      return stop();
    };
    await queriesFor(1);
    expect(await queriesFor(400)).toBe(await queriesFor(2));
  });

  it('invites 5,000 people in one click', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await many(noor, 5000);
    expect(await invite(noor, meeting)).toEqual({ invited: 5000, alreadyInvited: 0, excluded: 0 });

    expect(await app.sql(`select mails from mail_tally where kind = 'invitation' and state = 'queued'`)).toEqual([{ mails: 5000 }]);
  });
});
