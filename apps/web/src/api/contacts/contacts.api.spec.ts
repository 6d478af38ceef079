import { describe, expect, it } from '@jest/globals';
import type { Response } from 'light-my-request';
import { testWeb } from '../../testing/test-web.js';

const web = testWeb();
const WHY = { source: 'Eigen adresboek', basis: 'Gerechtvaardigd belang' };
const BOUNDARY = 'bijeen-test';
const LIST = 'Voorletters;Tussenvoegsel;Achternaam;Functie;Gemeente;E-mail\r\nA.;van der;Berg;Wethouder;Zwolle;a.vanderberg@zwolle.example.nl\r\nB.;;Faber;Wethouder;Atlantis;b.faber@example.nl\r\n';

/** A form with a file, as a program sends it. */
async function upload(token: string, fields: Record<string, string>, file: string | Buffer | null): Promise<Response> {
  const part = (head: string, content: string | Buffer): Buffer => Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')]);
  const parts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value));
  if (file !== null) parts.unshift(part('name="file"; filename="relaties.csv"', file));
  return web.app.inject({
    method: 'POST', url: '/api/v1/contacts/imports', headers: { 'authorization': `Bearer ${token}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  });
}

describe('/contacts/imports', () => {
  it('takes over the good rows, and says of the other what to do', async () => {
    const token = await web.token(await web.build.owner());

    const taken = await upload(token, WHY, LIST);

    expect(taken.statusCode).toBe(200);
    expect(taken.json()).toMatchObject({ applied: true, counts: { new: 1, updated: 0, same: 0, refused: 1 }, mapping: { surname: 3, email: 6 } });
    expect(taken.json().rows).toContainEqual({ row: 3, verdict: 'refused', problems: [{ column: 'Gemeente', message: expect.stringContaining('Atlantis') }] });
    expect((await web.api(token, 'GET', `/contacts/imports/${taken.json().id}`)).json()).toMatchObject({ applied: true });
    expect((await web.api(token, 'GET', '/contacts')).json()).toMatchObject({ items: [{ displayName: 'A. van der Berg', email: 'a.vanderberg@zwolle.example.nl', source: WHY.source }], next: null });
  });

  it('only looks when asked to', async () => {
    const token = await web.token(await web.build.owner());

    expect((await upload(token, { ...WHY, dryRun: 'true' }, LIST)).json()).toMatchObject({ applied: false, counts: { new: 1, refused: 1 } });
    expect(await web.sql('select from contact')).toHaveLength(0);
  });

  it.each<[string, Record<string, string>, string | Buffer | null, string]>([
    ['no file', WHY, null, 'file'],
    ['an empty file', WHY, '', 'file'],
    ['no source', { basis: WHY.basis }, LIST, 'source'],
    ['no basis', { source: WHY.source }, LIST, 'basis'],
    ['something that is no table', WHY, Buffer.from('%PDF-1.7 \u0000\u0001'), 'file'],
    ['a mapping that is no JSON', { ...WHY, mapping: '{' }, LIST, 'mapping'],
    ['more than 10 MB', WHY, Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'file'],
  ])('refuses %s with the field and a reason', async (_what, fields, file, field) => {
    const refused = await upload(await web.token(await web.build.owner()), fields, file);

    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json().errors).toContainEqual({ field, message: expect.stringMatching(/[.?]$/) });
    expect(await web.sql('select from contact')).toHaveLength(0);
  });
});

describe('/contacts', () => {
  const WETHOUDER = { surname: 'Faber', initials: 'B.', email: 'b.faber@kampen.example.nl', ...WHY, positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'Kampen' }, function: 'ALDERMAN', portfolio: 'Zorg' }] };

  it('adds, changes in part and erases', async () => {
    const token = await web.token(await web.build.owner());

    const made = await web.api(token, 'POST', '/contacts', WETHOUDER);
    const { id } = made.json();
    const changed = await web.api(token, 'PATCH', `/contacts/${id}`, { phone: '038 555 0100' });

    expect(made.statusCode).toBe(201);
    expect(changed.json()).toMatchObject({ id, surname: 'Faber', greeting: 'Geachte B. Faber', positions: [{ function: 'ALDERMAN', portfolio: 'Zorg', organisation: { municipality: { name: 'Kampen' } } }] });
    expect(changed.json().phone).toContain('555');
    expect((await web.api(token, 'DELETE', `/contacts/${id}`)).statusCode).toBe(204);
    expect((await web.api(token, 'GET', `/contacts/${id}`)).statusCode).toBe(404);
  });

  it('says who knows somebody, and leaves that alone when it is not about that', async () => {
    const actor = await web.build.owner();
    const [token, kees] = [await web.token(actor), await web.build.colleague(actor)];
    const { id } = await web.build.contact(actor);

    expect((await web.api(token, 'PATCH', `/contacts/${id}`, { ownerId: kees.id })).json()).toMatchObject({ owner: { id: kees.id, name: 'Kees Postma' } });
    expect((await web.api(token, 'PATCH', `/contacts/${id}`, { note: 'Belt graag' })).json()).toMatchObject({ owner: { id: kees.id }, note: 'Belt graag' });
    expect((await web.api(token, 'PATCH', `/contacts/${id}`, { ownerId: 'niemand' })).json()).toMatchObject({ status: 422, code: 'input.invalid' });
    expect((await web.api(token, 'PATCH', `/contacts/${id}`, { ownerId: null })).json()).toMatchObject({ owner: null });
  });

  it('is for organisers to change', async () => {
    const viewer = await web.token({ ...(await web.build.owner()), role: 'viewer' });

    expect((await web.api(viewer, 'POST', '/contacts', WETHOUDER)).json()).toMatchObject({ status: 403, code: 'role.too-low' });
  });
});
