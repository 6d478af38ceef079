import { describe, expect, it } from '@jest/globals';
import { DomainError, hashToken, type Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { ApiTokensService } from './api-tokens.service.js';
import { MembersService } from './members.service.js';
import { OrganisationsModule } from './organisations.module.js';
import { OrganisationsService } from './organisations.service.js';
import { UsersService } from './users.service.js';

const app = testApp(OrganisationsModule);
const WERKPLAATS = { name: 'De Werkplaats', kind: 'ZHO', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', visitingAddress: 'Grote Markt 1', postcode4: '8011', colour: null } as const;
const SAM = { name: 'Sam de Wit', email: 'sam@werkplaats.example.nl', role: 'organiser' } as const;

async function owner(name = 'Noor Verhoeven', email = 'noor@werkplaats.example.nl'): Promise<Actor> {
  return app.get(OrganisationsService).create({ ...WERKPLAATS, name: `De Werkplaats van ${name}` }, await app.get(UsersService).create({ name, email }));
}

const session = async (userId: string) =>
  app.sql(`insert into session (id, user_id, token, expires_at) values (gen_random_uuid()::text, $1, gen_random_uuid()::text, now() + interval '30 minutes')`, [userId]);

describe('an organisation', () => {
  it('knows its place by its postcode, and its first owner', async () => {
    const actor = await owner();

    expect(await app.get(OrganisationsService).find(actor)).toMatchObject({ name: 'De Werkplaats van Noor Verhoeven', place: 'Zwolle', postcode4: '8011', colour: null });
    expect(await app.get(OrganisationsService).listOf(actor.id!)).toEqual([{ organisationId: actor.organisationId, name: 'De Werkplaats van Noor Verhoeven', role: 'owner', colour: null, demo: false, mailHeld: false, brokenDomain: null, mailRefused: false }]);
  });

  it('is not made with a postcode that does not exist', async () => {
    const user = await app.get(UsersService).create({ name: 'Noor', email: 'noor@werkplaats.example.nl' });

    await expect(app.get(OrganisationsService).create({ ...WERKPLAATS, postcode4: '1000' }, user)).rejects.toMatchObject({ fields: { postcode4: expect.stringContaining('1000 bestaat niet') } });
    expect(await app.sql('select id from organisation')).toEqual([]);
  });

  it('wears a colour that can be read, and a logo that is a picture', async () => {
    const actor = await owner();
    const organisations = app.get(OrganisationsService);

    expect(await organisations.describe(actor, { ...WERKPLAATS, colour: '#ffd400' })).toMatchObject({ colour: '#8a7200' });
    await expect(organisations.setLogo(actor, Buffer.from('<svg/>'))).rejects.toEqual(new DomainError('organisation.logo-refused'));
    expect(await organisations.logo(actor.organisationId)).toBeNull();
  });

  it('can be the demo', async () => {
    const actor = await owner();
    await app.get(OrganisationsService).markAsDemo(actor);

    expect(await app.get(OrganisationsService).listOf(actor.id!)).toMatchObject([{ demo: true }]);
  });
});

describe('the people of an organisation', () => {
  it('are added by their address, and keep the account they have elsewhere', async () => {
    const actor = await owner();
    const elsewhere = await owner('Sam', SAM.email);

    const added = await app.get(MembersService).add(actor, SAM);

    expect(added.userId).toBe(elsewhere.id);
    expect((await app.get(MembersService).list(actor)).map(({ email, role }) => [email, role])).toEqual([['noor@werkplaats.example.nl', 'owner'], [SAM.email, 'organiser']]);
    expect((await app.get(OrganisationsService).listOf(added.userId)).map(({ role }) => role)).toEqual(['organiser', 'owner']);
    expect(await app.get(MembersService).list(elsewhere)).toHaveLength(1);
  });

  it('are not added twice', async () => {
    const actor = await owner();
    await app.get(MembersService).add(actor, SAM);

    await expect(app.get(MembersService).add(actor, SAM)).rejects.toEqual(new DomainError('member.exists', { email: SAM.email }));
  });

  it('sign in again after their role changed', async () => {
    const actor = await owner();
    const { userId } = await app.get(MembersService).add(actor, SAM);
    await session(userId);
    await session(actor.id!);

    await app.get(MembersService).changeRole(actor, userId, 'viewer');

    expect(await app.sql('select user_id from session')).toEqual([{ user_id: actor.id }]);
    expect(await app.sql(`select details from audit_log where action = 'member.role-changed'`)).toEqual([{ details: { from: 'organiser', to: 'viewer' } }]);
  });

  it('always have an owner among them', async () => {
    const actor = await owner();
    const members = app.get(MembersService);

    await expect(members.remove(actor, actor.id!)).rejects.toEqual(new DomainError('member.last-owner', { role: 'eigenaar' }));
    await expect(members.changeRole(actor, actor.id!, 'viewer')).rejects.toEqual(new DomainError('member.last-owner', { role: 'eigenaar' }));
    await members.add(actor, { ...SAM, role: 'owner' });
    await expect(members.remove(actor, actor.id!)).resolves.toBeUndefined();
  });

  it('always have an owner, also when two owners remove each other at once', async () => {
    const actor = await owner();
    const { userId } = await app.get(MembersService).add(actor, { ...SAM, role: 'owner' });

    const both = await Promise.allSettled([app.get(MembersService).remove(actor, userId), app.get(MembersService).remove(actor, actor.id!)]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('lose their account when they leave the only place where they worked, and keep it otherwise', async () => {
    const actor = await owner();
    const elsewhere = await owner('Iris', 'iris@anker.example.nl');
    const sam = await app.get(MembersService).add(actor, SAM);
    const iris = await app.get(MembersService).add(actor, { name: 'Iris', email: 'iris@anker.example.nl', role: 'viewer' });

    await app.get(MembersService).remove(actor, sam.userId);
    await app.get(MembersService).remove(actor, iris.userId);

    expect(await app.sql('select email from app_user order by email')).toEqual([{ email: 'iris@anker.example.nl' }, { email: 'noor@werkplaats.example.nl' }]);
    expect(await app.get(OrganisationsService).listOf(iris.userId)).toMatchObject([{ organisationId: elsewhere.organisationId }]);
  });

  it('of another organisation cannot be touched', async () => {
    const actor = await owner();
    const stranger = await owner('Iris', 'iris@anker.example.nl');

    await expect(app.get(MembersService).remove(actor, stranger.id!)).rejects.toEqual(new DomainError('not-found'));
    await expect(app.get(MembersService).changeRole(actor, stranger.id!, 'viewer')).rejects.toEqual(new DomainError('not-found'));
  });
});

describe('an API token', () => {
  it('acts for its organisation with its role, and is kept as a hash only', async () => {
    const actor = await owner();

    const { id, token } = await app.get(ApiTokensService).create(actor, { name: 'Boekhouding', role: 'viewer' });

    expect(token).toMatch(/^[a-z2-7]{26}$/);
    expect(await app.get(ApiTokensService).holder(token)).toEqual({ organisationId: actor.organisationId, kind: 'token', id, name: 'Boekhouding', role: 'viewer' });
    expect(await app.sql('select token_hash, created_by from api_token')).toEqual([{ token_hash: hashToken(token), created_by: 'Noor Verhoeven' }]);
  });

  it('opens nothing once it is revoked', async () => {
    const actor = await owner();
    const { id, token } = await app.get(ApiTokensService).create(actor, { name: 'Boekhouding', role: 'viewer' });

    await app.get(ApiTokensService).revoke(actor, id);

    expect(await app.get(ApiTokensService).holder(token)).toBeUndefined();
    expect(await app.get(ApiTokensService).list(actor)).toEqual([]);
    await expect(app.get(ApiTokensService).revoke(actor, id)).rejects.toEqual(new DomainError('api-token.revoked'));
  });

  it('cannot be revoked by another organisation', async () => {
    const { id } = await app.get(ApiTokensService).create(await owner(), { name: 'Boekhouding', role: 'viewer' });
    const stranger = await owner('Iris', 'iris@anker.example.nl');

    await expect(app.get(ApiTokensService).revoke(stranger, id)).rejects.toEqual(new DomainError('not-found'));
  });

  it('shows to the hour when it was last used', async () => {
    const actor = await owner();
    const { token } = await app.get(ApiTokensService).create(actor, { name: 'Boekhouding', role: 'viewer' });
    await app.get(ApiTokensService).holder(token);
    app.clock.set('2027-01-12T09:59:00Z');
    await app.get(ApiTokensService).holder(token);

    expect(await app.get(ApiTokensService).list(actor)).toMatchObject([{ lastUsedAt: new Date('2027-01-12T09:00:00Z') }]);
  });
});
