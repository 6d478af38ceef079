import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../testing/test-web.js';

const web = testWeb();
const REGION = { startedFrom: 'HAND', name: 'IJsseldelta', municipalityCodes: ['GM0193'] };

async function program(role: Actor['role'] = 'owner') {
  const actor = { ...(await web.build.owner()), role };
  const token = await web.token(actor);
  return { actor, make: async (body: object, key = 'sleutel-1') => web.api(token, 'POST', '/regions', body, { 'idempotency-key': key }) };
}

const regions = async (): Promise<number> => (await web.sql<{ all: number }>('select count(*)::int as all from region'))[0]!.all;

describe('a call with an Idempotency-Key', () => {
  it('is done once, and answered alike when it comes again', async () => {
    const { make } = await program();

    const first = await make(REGION);
    const second = await make(REGION);

    expect([first.statusCode, second.statusCode, second.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    expect(second.json()).toEqual(first.json());
    expect(await regions()).toBe(1);
  });

  it('is done once when it comes twenty times at once', async () => {
    const { make } = await program();

    const answers = await Promise.all(Array.from({ length: 20 }, async () => make(REGION)));

    const kinds = answers.map((answer) => (answer.statusCode === 201 ? answer.json().id : answer.json().code));
    const made = kinds.filter((kind) => kind !== 'idempotency.busy');
    expect(new Set(made).size).toBe(1);
    expect(await regions()).toBe(1);
  });

  it('is refused when the key stands for another request', async () => {
    const { make } = await program();
    await make(REGION);

    const other = await make({ ...REGION, name: 'Salland' });

    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency.mismatch' });
    expect(await regions()).toBe(1);
  });

  it('can be mended and tried again after a refusal', async () => {
    const { make } = await program();

    const refused = await make({ ...REGION, name: '' });
    const mended = await make(REGION);

    expect([refused.statusCode, mended.statusCode]).toEqual([422, 201]);
  });

  it('is forgotten after 24 hours', async () => {
    const { make } = await program();
    await make(REGION);
    web.clock.set('2027-01-13T08:59:59Z');
    expect((await make(REGION)).statusCode).toBe(201);
    web.clock.set('2027-01-13T09:00:01Z');

    expect((await make(REGION)).json()).toMatchObject({ code: 'region.name-taken' });
  });

  it('that was broken off is neither done again nor answered: nobody knows', async () => {
    const { make, actor } = await program();
    await make(REGION);
    await web.sql('update idempotency_key set status = null, response = null where organisation_id = $1', [actor.organisationId]);

    const soon = await make(REGION);
    web.clock.set('2027-01-12T09:02:00Z');
    const later = await make(REGION);

    expect([soon.json().code, later.json().code]).toEqual(['idempotency.busy', 'idempotency.unknown']);
    expect(await regions()).toBe(1);
  });

  it('keeps its key to its own organisation', async () => {
    const [one, other] = [await program(), await program()];

    expect((await one.make(REGION)).json().id).not.toBe((await other.make(REGION)).json().id);
    expect(await regions()).toBe(2);
  });

  it('needs a sensible key, and the right role', async () => {
    expect((await (await program()).make(REGION, 'met spatie')).json()).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
    expect((await (await program()).make(REGION, 'x'.repeat(201))).statusCode).toBe(422);
    expect((await (await program('viewer')).make(REGION)).statusCode).toBe(403);
    expect(await web.sql('select key from idempotency_key')).toEqual([]);
  });
});
