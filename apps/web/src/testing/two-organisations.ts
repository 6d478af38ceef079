import { randomUUID } from 'node:crypto';
import type { Actor } from '@bijeen/platform';
import type { TestWeb } from './test-web.js';

/** Every kind of id that an address may hold. */
export const ID_KINDS = ['meeting', 'invitation', 'registration', 'commitment', 'calendarReply', 'mail', 'ownMail', 'received', 'mailing', 'region', 'contact', 'secretariat', 'contactOrganisation', 'position', 'import', 'apiToken', 'councilPattern', 'user', 'organisation'] as const;
export type IdKind = (typeof ID_KINDS)[number];
export type Ids = Record<IdKind, string>;

/** Stands in every text of an organisation, so that one look at a page tells whether it shows that organisation's data. */
export function mark(name: string): string {
  return `Merk${name}`;
}

/** An organisation with one row of everything. */
export async function furnished(web: TestWeb, name: string): Promise<{ actor: Actor; ids: Ids }> {
  const [build, text] = [web.build, mark(name)];
  const actor: Actor = { ...(await build.owner({ name: `Organisatie ${text}` })), name: `Eigenaar ${text}` };
  const own = { organisation_id: actor.organisationId };
  await web.signIn(actor);
  const region = await build.insert('region', { ...own, name: `Regio ${text}`, started_from: 'HAND', municipality_codes: ['GM0193'] });
  const employer = await build.contactOrganisation(actor, { name: `Gemeente ${text}` });
  const secretariat = await build.insert('secretariat', { ...own, name: `Secretariaat ${text}`, email: `${text}@zwolle.example.nl`, email_key: `${text}@zwolle.example.nl`.toLowerCase(), contact_organisation_id: employer.id });
  const contact = await build.contact(actor, { surname: `Naam${text}`, sort_name: text.toLowerCase(), search_text: text.toLowerCase(), note: text }, { contact_organisation_id: employer.id });
  const meeting = await build.meeting(actor, { title: `Bijeenkomst ${text}`, region_id: region.id, state: 'inviting' });
  const invitation = await build.invitation(actor, meeting, { contact_id: contact.id, display_name: `A. Naam${text}`, remark: text });
  const commitment = await build.insert('commitment', { ...own, meeting_id: meeting.id, invitation_id: invitation.id, step_key: 'gesprek', step_label: 'Een gesprek plannen', name: `A. Naam${text}`, owner: text, due_on: '2027-03-25', origin: 'link', created_at: web.clock.now(), updated_at: web.clock.now() });
  const mailing = await build.insert('mailing', { ...own, meeting_id: meeting.id, kind: 'invitation', content: JSON.stringify({ subject: text, preheader: '', blocks: [{ kind: 'text', text }], sender: { name: text, replyTo: null, colour: null }, unsubscribe: false }), created_at: web.clock.now() });
  const ownMailing = await build.insert('mailing', { ...own, kind: 'sender-domain', content: JSON.stringify({ subject: text, preheader: '', blocks: [{ kind: 'text', text }], sender: { name: text, replyTo: null, colour: null }, unsubscribe: false }), created_at: web.clock.now() });
  const inLedger = { ...own, to_address: 'a@zwolle.example.nl', to_name: text, address_hash: Buffer.alloc(32, name), state: 'uncertain', next_try_at: web.clock.now(), created_at: web.clock.now(), reason: text };
  const mail = await build.insert('outgoing_mail', { ...inLedger, mailing_id: mailing.id, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'invitation', recipient_key: contact.id, message_id: `<${randomUUID()}@bijeen.example.org>` });
  const ownMail = await build.insert('outgoing_mail', { ...inLedger, mailing_id: ownMailing.id, kind: 'sender-domain', recipient_key: `owner:${text}`, message_id: `<${randomUUID()}@bijeen.example.org>` });
  const upload = await build.insert('contact_import', { ...own, file_name: `${text}.csv`, source: text, basis: text, state: 'parsing', created_at: web.clock.now() });
  const received = await build.insert('received_mail', { ...own, meeting_id: meeting.id, invitation_id: invitation.id, kind: 'message', verdict: 'kept', reason: text, received_at: web.clock.now() });
  await build.insert('planned_mail', { ...own, meeting_id: meeting.id, kind: 'reminder-1', rule: JSON.stringify({ anchor: 'answerBy', days: -7, time: '09:00' }), due_at: '2027-02-18T08:00:00Z' });
  await build.insert('mail_review', { ...own, meeting_id: meeting.id, kinds: ['practical'], updated_by: text, updated_at: web.clock.now() });
  await build.insert('publication', { ...own, meeting_id: meeting.id, published: false, slug: text.toLowerCase(), introduction: text, registration_open: true, updated_at: web.clock.now() });
  const registration = await build.insert('registration', {
    ...own, meeting_id: meeting.id, state: 'confirmed', surname: text, function: 'OTHER', contact_organisation_name: text, email: `r@${text}.example.nl`.toLowerCase(), email_key: `r@${text}.example.nl`.toLowerCase(),
    email_hash: Buffer.alloc(32, text), nonce: Buffer.alloc(16), token_hash: Buffer.alloc(32, text), requested_at: web.clock.now(), confirmed_at: web.clock.now(), erase_after: '2027-04-10T16:00:00Z',
  });
  const calendarReply = await build.insert('calendar_reply', {
    ...own, id: randomUUID(), meeting_id: meeting.id, invitation_id: invitation.id, verdict: 'to-confirm', reason: 'stranger', partstat: 'ACCEPTED', sequence: 0, said_at: web.clock.now(), received_at: web.clock.now(),
    by_name: text, by_address: `r@${text}.example.nl`, comment: text, awaits: true,
  });
  const apiToken = await build.insert('api_token', { ...own, name: text, token_hash: Buffer.alloc(32, text), role: 'viewer' });
  const councilPattern = await build.insert('council_pattern', { ...own, municipality_code: 'GM0193', kind: 'council', weekday: 4, note: text, updated_by: text, updated_at: web.clock.now() });
  const ids = { meeting, invitation, registration, commitment, calendarReply, mail, ownMail, received, mailing, region, contact, secretariat, contactOrganisation: employer, import: upload, apiToken, councilPattern };
  return { actor, ids: { ...(Object.fromEntries(Object.entries(ids).map(([kind, { id }]) => [kind, id])) as Ids), position: contact.positionId, user: actor.id!, organisation: actor.organisationId } };
}

/** A fingerprint of all rows of one organisation. */
export async function rowsOf(web: TestWeb, { organisationId }: Actor): Promise<Record<string, string>> {
  const tables = await web.sql<{ name: string; key: string }>(
    `select c.relname as name, case c.relname when 'organisation' then 'id' else 'organisation_id' end as key from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (c.relname = 'organisation' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id'))`,
  );
  const prints = await web.sql<{ name: string; print: string }>(tables.map(({ name, key }) => `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${name} t where t.${key} = '${organisationId}'`).join(' union all '));
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}
