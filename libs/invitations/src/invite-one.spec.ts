import type { Actor } from '@bijeen/platform';
import { loadMeeting } from '@bijeen/meetings';
import { testApp } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { AudienceService } from './audience.service.js';
import { InvitationsModule } from './invitations.module.js';
import { InviteOneService } from './invite-one.service.js';

describe('inviting one person', () => {
  const app = testApp(InvitationsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor, { state: 'inviting' });
  });
  const invite = async (contactId: string, address?: string): Promise<{ invitationId: string; isNew: boolean }> => {
    const travel = await app.get(AudienceService).travelTimes({ venuePostcode4: '8011' });
    return app.as(noor, async (tx) => app.get(InviteOneService).inviteOne(tx, noor, await loadMeeting(tx, meeting.id, true), { contactId, address, travel }));
  };

  it('works for who is not on the list, with links and one mail', async () => {
    const { id } = await app.build.contact(noor, { email: 'karim@example.nl', email_key: 'karim@example.nl' }, { function: 'OTHER', title: 'huisarts' });

    const { invitationId, isNew } = await invite(id);

    expect(isNew).toBe(true);
    expect(await app.sql('select id, email, function, travel_minutes, state from invitation')).toEqual([{ id: invitationId, email: 'karim@example.nl', function: 'OTHER', travel_minutes: 5, state: 'queued' }]);
    expect(await app.sql('select kind, to_address from outgoing_mail')).toEqual([{ kind: 'invitation', to_address: 'karim@example.nl' }]);
    expect(await app.sql('select purpose from personal_link order by 1')).toEqual([{ purpose: 'answer' }, { purpose: 'next-step' }, { purpose: 'unsubscribe' }]);
  });

  it('leaves the invitation of who was invited as it is', async () => {
    const { id, contactId } = await app.build.invitation(noor, meeting, { answer: 'yes' });
    expect(await invite(contactId)).toEqual({ invitationId: id, isNew: false });
    expect(await app.sql('select from outgoing_mail')).toEqual([]);
  });

  it('goes past the secretariat to the address that the person gave', async () => {
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    const { id } = await app.build.contact(noor, { secretariat_id: office.id });
    await invite(id, 'eigen@zwolle.example.nl');
    expect(await app.sql('select email, secretariat_id from invitation')).toEqual([{ email: 'eigen@zwolle.example.nl', secretariat_id: null }]);
  });

  it('needs a contact of this organisation, with an address', async () => {
    const other = await app.build.owner();
    await expect(invite((await app.build.contact(other)).id)).rejects.toMatchObject({ code: 'contact.not-found' });
    await expect(invite((await app.build.contact(noor, { email: null, email_key: null })).id)).rejects.toMatchObject({ code: 'invitation.no-address' });
  });
});
