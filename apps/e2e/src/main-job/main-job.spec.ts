import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BijeenProcess, startBijeen } from '../harness/index.js';
import { addressBook } from './address-book.js';
import { Api } from './api.js';
import { caught, until } from './caught.js';
import { CALL_TO_ACTION, PLAN } from './plans.js';

interface Member { contactId: string; included: boolean; travelMinutes: number | null; municipality: string; reasons: string[] }
interface Invitee { id: string; contactId: string }
interface Contact { id: string; email: string }

describe('the main job by programs only, on an empty organisation', () => {
  let bijeen: BijeenProcess;
  let api: Api;
  beforeAll(async () => {
    bijeen = await startBijeen({ flags: ['--empty'] });
    api = new Api(bijeen.url, bijeen.ready.apiToken);
  });
  afterAll(async () => bijeen.stop());
  const book = addressBook(2000);
  let meetingId: string;

  it('takes over 2,000 rows of Windows-1252 with semicolons, and refuses twenty of them with a reason', async () => {
    const form = new FormData();
    form.set('source', 'Adresboek van De Werkplaats');
    form.set('basis', 'Gerechtvaardigd belang');
    form.set('file', new Blob([new Uint8Array(book.file)]), 'relaties.csv');

    const { status, body } = await api.call<{ counts: object; applied: boolean; rows: { verdict: string; problems: { column: string; message: string }[] }[] }>('POST', '/contacts/imports', form);
    const refused = body.rows.filter(({ verdict }) => verdict === 'refused');

    expect({ status, counts: body.counts, applied: body.applied }).toEqual({ status: 200, counts: { new: book.good, updated: 0, same: 0, refused: book.bad }, applied: true });
    expect(refused).toHaveLength(20);
    expect(refused.every(({ problems }) => problems.length > 0 && problems.every(({ column, message }) => column !== '' && message.endsWith('.')))).toBe(true);
  });

  it('changes nothing the second time', async () => {
    const form = new FormData();
    form.set('source', 'Adresboek van De Werkplaats');
    form.set('basis', 'Gerechtvaardigd belang');
    form.set('file', new Blob([new Uint8Array(book.file)]), 'relaties.csv');

    expect((await api.call('POST', '/contacts/imports', form)).body).toMatchObject({ counts: { new: 0, updated: 0, same: book.good, refused: book.bad } });
  });

  it('leaves out who would travel too long, and says so', async () => {
    meetingId = (await api.call<{ id: string }>('POST', '/meetings', PLAN)).body.id;
    const members = await api.all<Member>(`/meetings/${meetingId}/audience`);
    const of = (municipality: string): Member[] => members.filter((member) => member.municipality === municipality);

    expect(members).toHaveLength(book.good);
    expect(members.filter(({ included }) => included).every(({ travelMinutes }) => travelMinutes !== null && travelMinutes <= 60)).toBe(true);
    for (const far of ['Rotterdam', 'Leeuwarden', 'Maastricht']) expect(of(far)).not.toHaveLength(0);
    for (const member of [...of('Rotterdam'), ...of('Leeuwarden')]) expect(member).toMatchObject({ included: false, reasons: [`reistijd circa ${member.travelMinutes} min`] });
    expect(of('Kampen')[0]).toMatchObject({ included: true });
  });

  it('does not invite without a call to action', async () => {
    expect(await api.call('POST', `/meetings/${meetingId}/invite`, {})).toMatchObject({ status: 409, body: { code: 'meeting.no-call-to-action' } });
    expect(caught(bijeen.home)).toEqual([]);
  });

  it('then sends everybody on the list exactly one mail, however often it is asked, and nobody else', async () => {
    await api.call('PATCH', `/meetings/${meetingId}`, { callToAction: CALL_TO_ACTION });
    const included = (await api.all<Member>(`/meetings/${meetingId}/audience`)).filter((member) => member.included);

    const answers = await Promise.all([1, 2, 3].map(async () => api.call<{ invited: number }>('POST', `/meetings/${meetingId}/invite`, {}, { 'idempotency-key': 'invite-once' })));
    const again = await api.call<{ invited: number }>('POST', `/meetings/${meetingId}/invite`, {});
    const mails = await until(() => caught(bijeen.home), ({ length }) => length >= included.length);
    const invitees = await api.all<Invitee>(`/meetings/${meetingId}/invitations`);
    const address = new Map((await api.all<Contact>('/contacts')).map(({ id, email }) => [id, email]));

    expect(answers.filter(({ status }) => status === 202 || status === 409)).toHaveLength(3);
    expect(again).toMatchObject({ status: 202, body: { invited: 0, alreadyInvited: included.length } });
    expect(new Set(invitees.map(({ contactId }) => contactId))).toEqual(new Set(included.map(({ contactId }) => contactId)));
    expect(mails.flatMap(({ to }) => to).sort()).toEqual(invitees.map(({ contactId }) => address.get(contactId)).sort());
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(included.length);
  });
});
