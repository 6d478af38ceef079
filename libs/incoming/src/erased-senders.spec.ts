import { ContactErasure } from '@bijeen/contacts';
import { ReturnAddresses } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IncomingCleaner } from './incoming-cleaner.js';
import { IncomingDesk } from './incoming-desk.js';
import { IncomingMailStore } from './incoming-mail.store.js';
import { IncomingModule } from './incoming.module.js';

const ANNA = 'anna@zwolle.example.nl';
const TOO_LARGE = 6_000_000;
const UNREADABLE = { from_address: null, subject: null, body: null };

describe('what came in of somebody who is erased', () => {
  const app = testApp(IncomingModule);
  let noor: Actor;
  let anna: Guest;
  let bert: Guest;
  beforeEach(async () => {
    noor = await app.build.owner();
    anna = await guest(noor, { surname: 'Anna', email: 'Anna@zwolle.example.nl', email_key: ANNA });
    bert = await guest(noor, {});
  });

  interface Guest {
    contactId: string;
    to: string;
  }
  async function guest(actor: Actor, values: object): Promise<Guest> {
    const meeting = await app.build.meeting(actor);
    const { id: contactId } = await app.build.contact(actor, { ...values });
    const invitation = await app.build.invitation(actor, meeting, { contact_id: contactId });
    await app.build.link(actor, meeting, invitation);
    return { contactId, to: app.get(ReturnAddresses).address('reply', invitation.id) };
  }
  /** A mail of which the first bytes are kept when it is too large to read. */
  async function arrive({ to }: Guest, from: string, { size = 100 } = {}): Promise<boolean> {
    const raw = Buffer.from([`From: Afzender <${from}>`, `Subject: Woorden van ${from}`, '', `Ik ben ${from}.`, `${size} bytes`].join('\r\n'));
    const isNew = await app.get(IncomingMailStore).keep(raw, { from, to, via: 'smtp' }, size);
    await app.get(IncomingDesk).work();
    return isNew;
  }
  const erase = async (): Promise<void> => app.get(ContactErasure).erase(noor, anna.contactId);
  const kept = async (): Promise<string[]> => (await app.sql<{ text: string }>(`select envelope_from || ' ' || coalesce(convert_from(raw, 'utf8'), '-') as text from incoming_mail order by id`)).map(({ text }) => text);
  const received = async (): Promise<unknown[]> => app.sql('select from_address, subject, body from received_mail order by id');

  it('goes with the invitation that it was about, bytes and all', async () => {
    await arrive(anna, 'iemand@kampen.example.nl', { size: TOO_LARGE });
    await arrive(anna, ANNA);
    expect([(await kept()).length, (await received()).length]).toEqual([2, 2]);

    await erase();

    expect(await received()).toEqual([]);
    expect(await app.sql('select state, raw, envelope_from from incoming_mail')).toEqual([{ state: 'done', raw: null, envelope_from: '' }]);
  });

  it('goes where it was about somebody else too, and is known again when it is handed over once more', async () => {
    await arrive(bert, 'ANNA@zwolle.example.nl', { size: TOO_LARGE });
    await arrive(bert, 'bert@deventer.example.nl', { size: TOO_LARGE });
    await arrive(bert, ANNA);
    await arrive(bert, 'bert@deventer.example.nl');

    await erase();

    const left = await kept();
    expect(left[0]).toBe(' -');
    expect(left[1]).toContain('Ik ben bert@deventer.example.nl.');
    expect(await received()).toEqual([UNREADABLE, UNREADABLE, expect.objectContaining({ from_address: 'bert@deventer.example.nl' })]);
    expect(await arrive(bert, ANNA)).toBe(false);
    expect(await arrive(bert, 'ANNA@zwolle.example.nl', { size: TOO_LARGE })).toBe(false);
  });

  it('stays with another organisation, which did not erase this person', async () => {
    const karim = await app.build.owner();
    const theirs = await guest(karim, { email: ANNA, email_key: ANNA });
    await arrive(theirs, ANNA, { size: TOO_LARGE });
    await arrive(theirs, ANNA);

    await erase();

    expect((await kept())[0]).toContain(`Ik ben ${ANNA}.`);
    expect(await app.sql(`select organisation_id from received_mail where verdict in ('quarantined', 'kept')`)).toEqual([{ organisation_id: karim.organisationId }, { organisation_id: karim.organisationId }]);
  });

  it('is put aside for nobody when it waited meanwhile', async () => {
    await app.get(IncomingMailStore).keep(Buffer.from(`From: ${ANNA}\r\n\r\nIk ben ${ANNA}.`), { from: ANNA, to: anna.to, via: 'smtp' });
    await app.sql('update incoming_mail set attempt = 10');
    await erase();
    await app.get(IncomingDesk).work();

    expect(await kept()).toEqual([' -']);
  });

  it('is seen by nobody but its organisation while its bytes are kept', async () => {
    const karim = await app.build.owner();
    await arrive(bert, ANNA, { size: TOO_LARGE });
    await app.get(IncomingMailStore).keep(Buffer.from('Wacht nog'), { from: ANNA, to: bert.to, via: 'smtp' });
    const seenBy = async (actor: Actor): Promise<unknown[]> => app.as(actor, async (tx) => tx.query('select state from incoming_mail'));

    expect([await seenBy(karim), await seenBy(noor)]).toEqual([[], [{ state: 'quarantined' }]]);
  });

  it('goes after thirty days in any case', async () => {
    await arrive(bert, ANNA, { size: TOO_LARGE });
    app.clock.set(new Date(app.clock.now().getTime() + 29 * 86_400_000));
    await app.get(IncomingCleaner).clean();
    expect(await kept()).toHaveLength(1);
    app.clock.set(new Date(app.clock.now().getTime() + 2 * 86_400_000));
    await app.get(IncomingCleaner).clean();
    expect(await kept()).toEqual([]);
  });
});
