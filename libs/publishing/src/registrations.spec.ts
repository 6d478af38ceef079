import { beforeEach, describe, expect, it } from '@jest/globals';
import { ContactErasure } from '@bijeen/contacts';
import { addressHash, MailCatcher, MailSender } from '@bijeen/mail';
import { type Actor, Config, DueWork, presentedToken, PersonalLinks } from '@bijeen/platform';
import { countQueries, testApp } from '@bijeen/testing';
import { DataSource } from 'typeorm';
import { PublicationsService } from './publications.service.js';
import { AskForPlace, RefuseRegistration, SavePublication } from './publishing-input.js';
import { PublishingModule } from './publishing.module.js';
import { RegistrationDecisions } from './registration-decisions.service.js';
import { RegistrationsService } from './registrations.service.js';

const SLUG = 'inspiratiebijeenkomst-zwolle-11-maart-2027';
const SANNE = { firstName: 'Sanne', surname: 'de Wit', email: 'Sanne@kampen.example.nl', function: 'POLICY_OFFICER', organisation: 'Gemeente Kampen', remark: 'Graag vooraan' };

describe('asking for a place', () => {
  const app = testApp(PublishingModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    await app.get(PublicationsService).save(noor, meeting.id, SavePublication.parse({ published: true, registrationOpen: true }));
  });
  const service = (): RegistrationsService => app.get(RegistrationsService);
  const decisions = (): RegistrationDecisions => app.get(RegistrationDecisions);
  const ask = async (input: object = {}): Promise<void> => service().ask(SLUG, AskForPlace.parse({ ...SANNE, ...input }));
  const linkOf = async (email = SANNE.email): Promise<Buffer> => {
    const [row] = await app.sql<{ nonce: string }>(`select links ->> 'registration' as nonce from outgoing_mail where kind = 'registration' and revision = 0 and to_address = $1`, [email]);
    return presentedToken(app.get(PersonalLinks).token('registration', Buffer.from(row!.nonce, 'base64')))!;
  };
  const confirmed = async (input: object = {}): Promise<string> => {
    await ask(input);
    await service().confirm(await linkOf((input as { email?: string }).email));
    const [row] = await app.sql<{ id: string }>('select id from registration order by id desc limit 1');
    return row!.id;
  };
  const states = async (): Promise<unknown[]> => app.sql('select state from registration order by id');
  const optOut = async (scope: 'organisation' | 'meeting'): Promise<unknown> => app.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: addressHash(app.get(Config).secretKey, 'sanne@kampen.example.nl'), scope, meeting_id: scope === 'meeting' ? meeting.id : null, origin: 'page', at: app.clock.now() });

  it('mails a link, and reaches the organiser only when that was used', async () => {
    await ask();
    expect(await app.sql('select kind, to_address, to_name, invitation_id from outgoing_mail')).toEqual([{ kind: 'registration', to_address: 'Sanne@kampen.example.nl', to_name: 'Sanne de Wit', invitation_id: null }]);
    expect(await decisions().list(noor, meeting.id, { limit: 50 })).toMatchObject({ items: [], counts: { requested: 1, confirmed: 0 } });

    await service().show(await linkOf());
    expect(await states()).toEqual([{ state: 'requested' }]);
    await service().confirm(await linkOf());
    await service().confirm(await linkOf());
    expect((await decisions().list(noor, meeting.id, { limit: 50 })).items).toMatchObject([{ state: 'confirmed', email: 'Sanne@kampen.example.nl', contactOrganisationName: 'Gemeente Kampen', municipalityCode: 'GM0166', remark: 'Graag vooraan' }]);
  });

  it('is neither approved nor refused with a certain mistake in the mail about it, and nothing is changed', async () => {
    const id = await confirmed();
    await app.sql(`update meeting set title = 'Samen {werktitel}'`);
    for (const decide of [async () => decisions().approve(noor, meeting.id, id), async () => decisions().refuse(noor, meeting.id, id, RefuseRegistration.parse({ reason: 'Alle plaatsen zijn bezet.', tell: true }))]) await expect(decide()).rejects.toMatchObject({ code: 'mail.blocked' });
    expect([await states(), await app.sql('select from invitation'), await app.sql('select from contact'), await app.sql('select from outgoing_mail')]).toEqual([[{ state: 'confirmed' }], [], [], [{}]]);
  });

  it('is one request per address, however often and however parallel it is sent', async () => {
    await Promise.all(Array.from({ length: 12 }, async (_, n) => ask({ email: n % 2 ? SANNE.email : 'SANNE@Kampen.example.nl' })));
    await ask({ surname: 'Iemand anders' });
    expect(await app.sql('select surname from registration')).toEqual([{ surname: 'de Wit' }]);
    expect(await app.sql('select from outgoing_mail')).toHaveLength(1);
  });

  it('becomes a contact with where it came from, and an ordinary invitation', async () => {
    const approved = await decisions().approve(noor, meeting.id, await confirmed());

    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'Noor Verhoeven' });
    expect(await app.sql('select c.first_name, c.infix, c.surname, c.source, c.basis, p.function, o.name, o.kind, i.id, i.email, i.municipality_code from contact c join position p on p.contact_id = c.id join contact_organisation o on o.id = p.contact_organisation_id join invitation i on i.contact_id = c.id')).toEqual([
      { first_name: 'Sanne', infix: 'de', surname: 'Wit', source: 'Aangemeld op de openbare pagina', basis: 'Toestemming', function: 'POLICY_OFFICER', name: 'Gemeente Kampen', kind: 'MUNICIPALITY', id: approved.invitationId, email: 'Sanne@kampen.example.nl', municipality_code: 'GM0166' },
    ]);
    expect(await app.sql(`select kind from outgoing_mail order by kind`)).toEqual([{ kind: 'invitation' }, { kind: 'registration' }]);
    await decisions().approve(noor, meeting.id, approved.id);
    expect(await app.sql('select from outgoing_mail')).toHaveLength(2);
  });

  it.each([
    ['Wijkteam Noord', 'OPERATIONAL_STAFF', 'Kampen', { kind: 'OTHER', name: 'Wijkteam Noord', municipality_code: 'GM0166' }],
    ['Dimence GGZ', 'DIRECTOR', '', { kind: 'GGZ', name: 'Dimence GGZ', municipality_code: null }],
    ['College van B en W', 'ALDERMAN', 'kampen', { kind: 'MUNICIPALITY', name: 'Gemeente Kampen', municipality_code: 'GM0166' }],
    ['Gemeentebelangen', 'OTHER', '', { kind: 'OTHER', name: 'Gemeentebelangen', municipality_code: null }],
  ])('knows where somebody works: %s, %s', async (organisation, office, municipality, expected) => {
    await decisions().approve(noor, meeting.id, await confirmed({ organisation, function: office, municipality }));
    expect(await app.sql('select kind, name, municipality_code from contact_organisation')).toEqual([expected]);
  });

  it('finds who is known by that address, and whoever was invited keeps that invitation', async () => {
    const { id } = await app.build.contact(noor, { surname: 'Wit', email: 'sanne@kampen.example.nl', email_key: 'sanne@kampen.example.nl' });
    const invitation = await app.build.invitation(noor, meeting, { contact_id: id, answer: 'no' });

    expect(await decisions().approve(noor, meeting.id, await confirmed())).toMatchObject({ invitationId: invitation.id });

    expect(await app.sql('select (select count(*)::int from contact) contacts, (select count(*)::int from invitation) invitations')).toEqual([{ contacts: 1, invitations: 1 }]);
    const [mail] = await app.sql<{ subject: string; links: object }>(`select m.content ->> 'subject' as subject, o.links from outgoing_mail o join mailing m on m.id = o.mailing_id where m.variant = 'already-invited'`);
    expect([mail!.subject, Object.keys(mail!.links).sort()]).toEqual(['U bent al uitgenodigd voor {titel}', ['answer', 'unsubscribe']]);
  });

  it('may be refused with a reason, which is mailed only when the organiser wants that', async () => {
    const id = await confirmed();
    await decisions().refuse(noor, meeting.id, id, RefuseRegistration.parse({ reason: 'De zaal is te klein' }));
    expect(await app.sql(`select from outgoing_mail where revision = 1`)).toEqual([]);
    await decisions().refuse(noor, meeting.id, id, RefuseRegistration.parse({ reason: 'De zaal is te klein', tell: 'ja' }));
    expect(await app.sql(`select "values" ->> 'vraag' as reason from outgoing_mail where revision = 1`)).toEqual([{ reason: 'De zaal is te klein' }]);

    await decisions().approve(noor, meeting.id, id);
    await expect(decisions().refuse(noor, meeting.id, id, RefuseRegistration.parse({ reason: 'Toch niet' }))).rejects.toMatchObject({ code: 'registration.already-approved' });
  });

  it('is open to who opted out: the mail that asks to confirm leaves, and confirming takes the opt-out back', async () => {
    await optOut('organisation');
    await optOut('meeting');
    await ask();
    expect(await app.sql(`select s.reason from outgoing_mail o, mail_stop_reason(o, now()) s`)).toEqual([{ reason: null }]);
    expect(await app.sql('select from suppression where withdrawn_at is null')).toHaveLength(2);

    await service().confirm(await linkOf());
    await decisions().approve(noor, meeting.id, (await app.sql<{ id: string }>('select id from registration'))[0]!.id);
    expect(await app.sql(`select s.reason from outgoing_mail o, mail_stop_reason(o, now()) s where kind = 'invitation'`)).toEqual([{ reason: null }]);
  });

  it('is erased after seven days without confirmation, and otherwise a month after the meeting, with its mails', async () => {
    await ask({ email: 'nooit@example.nl' });
    await confirmed();
    app.clock.set('2027-01-19T08:59:59Z');
    await app.get(DueWork).run();
    expect(await states()).toHaveLength(2);
    app.clock.set('2027-01-19T09:00:00Z');
    await app.get(DueWork).run();
    expect(await states()).toEqual([{ state: 'confirmed' }]);
    expect(await app.sql('select to_address from outgoing_mail')).toEqual([{ to_address: 'Sanne@kampen.example.nl' }]);

    await app.sql(`update meeting set starts_at = starts_at + interval '60 days', ends_at = ends_at + interval '60 days'`);
    app.clock.set('2027-04-10T17:00:00Z');
    await app.get(DueWork).run();
    expect(await states()).toHaveLength(1);
    app.clock.set('2027-06-09T17:00:00Z');
    await app.get(DueWork).run();
    expect([await states(), await app.sql('select from outgoing_mail')]).toEqual([[], []]);
  });

  it('is gone, mails included, when the person is erased', async () => {
    const { invitationId } = await decisions().approve(noor, meeting.id, await confirmed());
    const other = await confirmed({ email: 'ander@example.nl', firstName: 'Karim' });
    const [{ contact_id: contactId }] = await app.sql<{ contact_id: string }>('select contact_id from invitation where id = $1', [invitationId]) as [{ contact_id: string }];
    await app.get(ContactErasure).erase(noor, contactId);
    expect(await app.sql('select id from registration')).toEqual([{ id: other }]);
    const tables = await app.sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('municipality', 'postcode', 'division', 'municipality_change')`);
    const dump = JSON.stringify(await Promise.all(tables.map(async ({ name }) => app.sql(`select t::text from ${name} t`))));
    expect(dump.toLowerCase()).not.toContain('sanne');
  });

  it('sends three mails that read well, with everything filled in', async () => {
    const refused = await confirmed();
    await app.build.invitation(noor, meeting, { contact_id: (await app.build.contact(noor, { email: 'karim@example.nl', email_key: 'karim@example.nl' })).id });
    const known = await confirmed({ email: 'karim@example.nl', firstName: 'Karim' });
    await decisions().refuse(noor, meeting.id, refused, { reason: 'De zaal is te klein', tell: true });
    await decisions().approve(noor, meeting.id, known);
    await app.get(MailSender).send(noor.organisationId);
    const catcher = app.get(MailCatcher);
    const mails = await Promise.all((await catcher.list()).map(async ({ id }) => (await catcher.read(id))!));
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['Bevestig uw aanvraag voor Inspiratiebijeenkomst Zwolle', 'Bevestig uw aanvraag voor Inspiratiebijeenkomst Zwolle', 'U bent al uitgenodigd voor Inspiratiebijeenkomst Zwolle', 'Uw aanvraag voor Inspiratiebijeenkomst Zwolle']);
    for (const { text, html } of mails) expect(`${text}${html}`).not.toMatch(/\{[a-z_]+\}|undefined/);
    expect(mails.find(({ subject }) => subject.startsWith('Uw'))!.text).toContain('De zaal is te klein');
    expect(mails.find(({ subject }) => subject.startsWith('Bevestig'))!.links.filter((link) => link.includes('/aanvraag/'))).toHaveLength(1);
  });

  it('is refused when asking is not open, when too many wait, and for a municipality that does not exist', async () => {
    await expect(ask({ municipality: 'Nergens' })).rejects.toMatchObject({ code: 'input.invalid', fields: { municipality: expect.stringContaining('Nergens') } });
    await app.sql(`insert into registration (organisation_id, meeting_id, surname, function, contact_organisation_name, email, email_key, email_hash, nonce, token_hash, requested_at, erase_after)
      select $1, $2, 'X', 'OTHER', 'x', n || '@example.nl', n || '@example.nl', '', '', '', now(), now() from generate_series(1, 300) n`, [noor.organisationId, meeting.id]);
    await expect(ask()).rejects.toMatchObject({ code: 'registration.too-many' });
    await app.get(PublicationsService).save(noor, meeting.id, SavePublication.parse({ published: true, registrationOpen: false }));
    await expect(ask()).rejects.toMatchObject({ code: 'registration.closed' });
    await app.get(PublicationsService).save(noor, meeting.id, SavePublication.parse({ published: false, registrationOpen: true }));
    await expect(ask()).rejects.toMatchObject({ code: 'publication.not-found' });
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
  });

  it('is decided on only by its own organisation, and only when confirmed', async () => {
    await ask();
    const [{ id }] = await app.sql<{ id: string }>('select id from registration') as [{ id: string }];
    const other = await app.build.owner();
    const theirs = await app.build.meeting(other, { state: 'inviting' });
    await expect(decisions().approve(noor, meeting.id, id)).rejects.toMatchObject({ code: 'registration.not-confirmed' });
    await expect(decisions().refuse(noor, meeting.id, id, { reason: 'Te laat', tell: true })).rejects.toMatchObject({ code: 'registration.not-confirmed' });
    await service().confirm(await linkOf());
    await expect(decisions().approve(other, meeting.id, id)).rejects.toMatchObject({ code: 'meeting.not-found' });
    await expect(decisions().approve(other, theirs.id, id)).rejects.toMatchObject({ code: 'registration.not-found' });
    await expect(decisions().list(other, meeting.id, { limit: 50 })).rejects.toMatchObject({ code: 'meeting.not-found' });
    const token = await app.build.link(noor, meeting, await app.build.invitation(noor, meeting));
    await expect(service().confirm(presentedToken(token))).rejects.toMatchObject({ code: 'link.unknown' });
    expect(await states()).toEqual([{ state: 'confirmed' }]);
  });

  it('is listed with those that wait first, in pieces, at the same cost for many', async () => {
    const cost = async (limit: number): Promise<number> => {
      const queries = countQueries(app.get(DataSource));
      await decisions().list(noor, meeting.id, { limit });
      return queries();
    };
    for (let n = 0; n < 5; n += 1) await confirmed({ email: `p${n}@example.nl`, surname: `P${n}` });
    const few = await cost(2);
    const all = await decisions().list(noor, meeting.id, { limit: 50 });
    await decisions().refuse(noor, meeting.id, all.items[0]!.id, { reason: 'De zaal is vol', tell: false });
    const first = await decisions().list(noor, meeting.id, { limit: 3 });
    const rest = await decisions().list(noor, meeting.id, { limit: 3, after: first.next! });
    expect([...first.items, ...rest.items].map(({ surname }) => surname)).toEqual(['P1', 'P2', 'P3', 'P4', 'P0']);
    expect(rest.next).toBeNull();
    expect(await cost(50)).toBe(few);
  });
});
