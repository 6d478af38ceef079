import { type Actor, DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { InvitationList, InvitationQuery } from './invitation-list.service.js';
import { InvitationsModule } from './invitations.module.js';

describe('the guest list', () => {
  const app = testApp(InvitationsModule);
  const names = async (actor: Actor, meeting: { id: string }, query: object): Promise<[string[], string | null]> => {
    const { items, next } = await app.get(InvitationList).list(actor, meeting.id, InvitationQuery.parse(query));
    return [items.map(({ name }) => name), next];
  };

  it('is read by name and by key, and narrowed', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const guest = async (name: string, values: Record<string, unknown> = {}): Promise<{ id: string }> => app.build.invitation(noor, meeting, { display_name: name, sort_name: name, ...values });
    await guest('Cas');
    await guest('Ans', { answer: 'yes', municipality_code: 'GM0166' });
    const bo = await guest('Bo', { answer: 'yes', function: 'POLICY_OFFICER' });

    expect(await names(noor, meeting, { limit: 2 })).toEqual([['Ans', 'Bo'], bo.id]);
    expect(await names(noor, meeting, { limit: '2', after: bo.id })).toEqual([['Cas'], null]);
    expect(await names(noor, meeting, { answer: 'yes' })).toEqual([['Ans', 'Bo'], null]);
    expect(await names(noor, meeting, { function: 'POLICY_OFFICER' })).toEqual([['Bo'], null]);
    expect(await names(noor, meeting, { function: 'DECIDING' })).toEqual([['Ans', 'Cas'], null]);
    expect(await names(noor, meeting, { municipality: 'GM0166' })).toEqual([['Ans'], null]);
    expect(await app.get(InvitationList).choices(noor, meeting.id)).toEqual({ functions: ['ALDERMAN', 'POLICY_OFFICER'], municipalities: [{ code: 'GM0166', name: 'Kampen' }, { code: 'GM0193', name: 'Zwolle' }] });
    expect((await app.get(InvitationList).find(noor, meeting.id, bo.id)).line).toMatchObject({ name: 'Bo', answer: 'yes', municipality: 'Zwolle', mailState: null, phone: null, email: expect.stringContaining('@') });
  });

  it('says whom to call: the secretariat where the invitation went there', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const office = await app.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Secretariaat', email: 's@example.nl', email_key: 's@example.nl', phone: '038 1' });
    const [own, through] = [await app.build.contact(noor, { phone: '06 1' }), await app.build.contact(noor, { phone: '06 2', secretariat_id: office.id })];
    await app.build.invitation(noor, meeting, { contact_id: own.id, sort_name: 'A' });
    await app.build.invitation(noor, meeting, { contact_id: through.id, sort_name: 'B', secretariat_id: office.id });

    const { items } = await app.get(InvitationList).list(noor, meeting.id, InvitationQuery.parse({}));

    expect(items.map(({ phone }) => phone)).toEqual(['06 1', '038 1']);
  });

  it('is nobody else’s business', async () => {
    const noor = await app.build.owner();
    const other = await app.build.owner({ name: 'Het Anker' });
    const meeting = await app.build.meeting(noor);
    const { id } = await app.build.invitation(noor, meeting);

    await expect(names(other, meeting, {})).rejects.toEqual(new DomainError('meeting.not-found'));
    await expect(app.get(InvitationList).find(other, meeting.id, id)).rejects.toEqual(new DomainError('meeting.not-found'));
    await expect(app.get(InvitationList).find(noor, meeting.id, 'x')).rejects.toEqual(new DomainError('invitation.not-found'));
  });
});
