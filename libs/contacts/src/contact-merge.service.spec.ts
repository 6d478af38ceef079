import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Config } from '@bijeen/platform';
import { addressHash } from '@bijeen/mail';
import { testApp, until } from '@bijeen/testing';
import { ContactErasure } from './contact-erasure.service.js';
import { SaveContact } from './contact-input.js';
import { ContactMerge } from './contact-merge.service.js';
import type { ContactView } from './contact-view.js';
import { ContactsModule } from './contacts.module.js';
import { ContactsService } from './contacts.service.js';

const app = testApp(ContactsModule);
let actor: Actor;
beforeEach(async () => {
  actor = await app.build.owner();
});

const create = async (values: object): Promise<ContactView> => app.get(ContactsService).create(actor, SaveContact.parse({ source: 'Website', basis: 'Belang', ...values }));
const zwolle = { kind: 'MUNICIPALITY', municipality: 'Zwolle' };

describe('merging two contacts', () => {
  it('keeps positions, invitations and choices of both', async () => {
    const kept = await create({ surname: 'Berg', email: 'a@example.nl', positions: [{ organisation: zwolle, function: 'ALDERMAN', from: '2024-01-01', until: '2025-01-01' }] });
    const gone = await create({ surname: 'Berg', firstName: 'Anna', phone: '038 1234567', email: 'b@example.nl', positions: [{ organisation: zwolle, function: 'ALDERMAN', from: '2022-01-01', portfolio: 'Zorg' }, { organisation: { kind: 'GGZ', name: 'GGZ Oost' }, function: 'DIRECTOR' }] });
    const meeting = await app.build.meeting(actor);
    const { id } = await app.build.invitation(actor, meeting, { contact_id: gone.id, answer: 'yes' });
    await app.build.insert('audience_choice', { organisation_id: actor.organisationId, meeting_id: meeting.id, contact_id: gone.id, included: true, chosen_by: 'Noor', chosen_at: app.clock.now() });

    await app.get(ContactMerge).merge(actor, kept.id, gone.id);

    const merged = await app.get(ContactsService).find(actor, kept.id);
    expect(merged).toMatchObject({ email: 'a@example.nl', firstName: 'Anna', phone: '038 1234567' });
    expect(merged.positions.map((position) => [position.function, position.portfolio, position.from, position.until]).sort()).toEqual([['ALDERMAN', 'Zorg', '2022-01-01', null], ['DIRECTOR', null, null, null]]);
    expect(await app.sql('select id, contact_id, answer from invitation')).toEqual([{ id, contact_id: kept.id, answer: 'yes' }]);
    expect(await app.sql('select contact_id from audience_choice')).toEqual([{ contact_id: kept.id }]);
    await expect(app.get(ContactsService).find(actor, gone.id)).rejects.toMatchObject({ code: 'contact.not-found' });
  });

  it.each([['the kept one has', true], ['only the other has', false]])('keeps the colleague that %s', async (_which, both) => {
    const [kees, noor] = [await app.build.colleague(actor), await app.build.colleague(actor, actor)];
    const [kept, gone] = [await create({ surname: 'A', ...(both && { ownerId: kees.id }) }), await create({ surname: 'B', ownerId: noor.id })];

    await app.get(ContactMerge).merge(actor, kept.id, gone.id);

    expect((await app.get(ContactsService).find(actor, kept.id)).owner).toEqual(both ? { id: kees.id, name: 'Kees Postma' } : { id: noor.id, name: 'Noor Verhoeven' });
  });

  it('is refused when both were invited to the same meeting', async () => {
    const [one, other] = [await create({ surname: 'A' }), await create({ surname: 'B' })];
    const meeting = await app.build.meeting(actor, { title: 'Samen in Zwolle' });
    for (const { id } of [one, other]) await app.build.invitation(actor, meeting, { contact_id: id });

    await expect(app.get(ContactMerge).merge(actor, one.id, other.id)).rejects.toThrow('„Samen in Zwolle”');
    await expect(app.get(ContactMerge).merge(actor, one.id, one.id)).rejects.toMatchObject({ code: 'contact.merge-with-itself' });
  });
});

describe('erasing a contact', () => {
  const surname = 'Onvergetelijk';
  const email = 'uniek.adres@erase.example.nl';
  const phone = '038 765 43 21';

  async function everythingInTheDatabase(): Promise<string> {
    const tables = await app.sql<{ name: string }>(`select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not in ('postcode', 'municipality', 'division', 'municipality_change')`);
    const dumps = await Promise.all(tables.map(async ({ name }) => app.sql(`select to_jsonb(t)::text as text from ${name} t`)));
    return JSON.stringify(dumps).toLowerCase();
  }

  it('leaves no name, address or number in any table, only a keyed hash', async () => {
    const contact = await create({ surname, email, phone, note: surname, secretariat: { name: `Secretariaat ${surname}`, email: `secr.${email}` }, positions: [{ organisation: zwolle, function: 'ALDERMAN' }] });
    const meeting = await app.build.meeting(actor);
    const invitation = await app.build.invitation(actor, meeting, { contact_id: contact.id, display_name: surname, salutation: `Geachte ${surname}`, sort_name: surname, email, remark: surname });
    await app.build.insert('answer_history', { organisation_id: actor.organisationId, invitation_id: invitation.id, answer: 'yes', remark: surname, origin: 'link', recorded_by: surname, at: app.clock.now() });
    await app.build.insert('commitment', { organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: invitation.id, origin: 'link', step_key: 'gesprek', step_label: 'Gesprek', name: surname, remark: `bel ${phone}`, owner: 'Noor', due_on: '2027-04-01', created_at: app.clock.now(), updated_at: app.clock.now() });
    const call = { organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: invitation.id, note: `${surname} belt terug` };
    await app.build.insert('call_task', { ...call, reason: 'by-hand', created_at: app.clock.now() });
    await app.build.insert('call_attempt', { ...call, outcome: 'not-reached', called_by: 'Noor', at: app.clock.now() });
    const mailing = await app.build.insert('mailing', { organisation_id: actor.organisationId, meeting_id: meeting.id, kind: 'invitation', content: JSON.stringify({ subject: `Voor ${surname}` }), created_at: app.clock.now() });
    const mail = await app.build.insert('outgoing_mail', { organisation_id: actor.organisationId, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'invitation', recipient_key: contact.id, to_address: email, to_name: surname, address_hash: addressHash(app.get(Config).secretKey, email), message_id: '<erased@bijeen.example.org>', next_try_at: app.clock.now(), created_at: app.clock.now() });
    await app.build.insert('received_mail', { organisation_id: actor.organisationId, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'message', verdict: 'kept', reason: 'Een bericht.', from_address: email, subject: surname, body: `Bel ${phone}`, received_at: app.clock.now() });
    await app.build.insert('undeliverable_address', { organisation_id: actor.organisationId, address_hash: addressHash(app.get(Config).secretKey, email), kind: 'hard', said: `<${email}>: no such user`, outgoing_mail_id: mail.id, at: app.clock.now() });
    await app.build.insert('contact_import', { organisation_id: actor.organisationId, file_name: 'lijst.csv', file: Buffer.from(`${surname};${email}`), source: 'x', basis: 'y', state: 'previewed', report: JSON.stringify({ rows: [{ name: surname }] }) });
    expect(await everythingInTheDatabase()).toContain(surname.toLowerCase());

    await app.get(ContactErasure).erase(actor, contact.id);

    const left = await everythingInTheDatabase();
    for (const trace of [surname, email, phone, Buffer.from(surname).toString('hex')]) expect(left).not.toContain(trace.toLowerCase());
    expect(await app.sql(`select email_hash, origin from suppression`)).toEqual([{ email_hash: addressHash(app.get(Config).secretKey, email), origin: 'erased' }]);
    expect(await app.sql(`select action from audit_log where action = 'contact.erased'`)).toHaveLength(1);
  });

  it('waits for the sender, which locks mails and invitations in another order', async () => {
    const contact = await create({ surname, email });
    const steps: string[] = [];
    let erasing = Promise.resolve();
    await app.as(actor, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, [`sending:${actor.organisationId}`]);
      erasing = app.get(ContactErasure).erase(actor, contact.id).then(() => void steps.push('erased'));
      await until(async () => (await app.sql(`select from pg_locks where locktype = 'advisory' and not granted`)).length > 0);
      steps.push('sent');
    });
    await erasing;

    expect(steps).toEqual(['sent', 'erased']);
  });

  it('is remembered: the person comes back only on their own request', async () => {
    const contact = await create({ surname, email });
    await app.get(ContactErasure).erase(actor, contact.id);

    await expect(create({ surname, email })).rejects.toMatchObject({ code: 'contact.erased-before' });
    expect(await create({ surname, email, evenIfErased: 'ja' })).toMatchObject({ email, unsubscribed: false });
    await expect(app.get(ContactErasure).erase(await app.build.owner(), contact.id)).rejects.toMatchObject({ code: 'contact.not-found' });
  });
});
