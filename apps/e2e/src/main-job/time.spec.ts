import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BijeenProcess, startBijeen } from '../harness/index.js';
import { Api } from './api.js';
import { type ListedMail, Mailbox } from './mailbox.js';
import { CALL_TO_ACTION, PLAN } from './plans.js';

const PEOPLE = ['Aarnink', 'Bosveld', 'Cornelissen', 'Dijkhuis', 'Eggink', 'Faber'];
interface Invitee { id: string; name: string; answer: string }

describe('a meeting from invitation to commitment, with the time machine', () => {
  let bijeen: BijeenProcess;
  let api: Api;
  let mailbox: Mailbox;
  let meetingId: string;
  beforeAll(async () => {
    bijeen = await startBijeen({ flags: ['--empty'] });
    api = new Api(bijeen.url, bijeen.ready.apiToken);
    mailbox = new Mailbox(bijeen.url);
  });
  afterAll(async () => bijeen.stop());

  const mails = async (kind: string): Promise<ListedMail[]> => (await mailbox.list()).filter((mail) => mail.kind === kind);
  const addressees = async (kind: string): Promise<string[]> => (await mails(kind)).map(({ to }) => to).sort();
  const address = (name: string): string => `${name.toLowerCase()}@kampen.example.nl`;
  const form = async (url: string, fields: Record<string, string>): Promise<Response> => fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const link = async (kind: string, name: string, path: string): Promise<string> => {
    const mail = (await mails(kind)).find(({ to }) => to === address(name));
    return mail!.links.find((url) => url.includes(`/${path}/`))!.split('?')[0]!;
  };

  it('invites six people, who answer by form and by program', async () => {
    for (const surname of PEOPLE) {
      const made = await api.call('POST', '/contacts', { surname, email: address(surname), source: 'Adresboek', basis: 'Gerechtvaardigd belang', positions: [{ organisation: { kind: 'MUNICIPALITY', municipality: 'Kampen' }, function: 'ALDERMAN' }] });
      expect(made.status).toBe(201);
    }
    meetingId = (await api.call<{ id: string }>('POST', '/meetings', { ...PLAN, callToAction: CALL_TO_ACTION })).body.id;
    await api.call('POST', `/meetings/${meetingId}/invite`, {});
    await mailbox.travelTo('2027-08-02T08:00:00Z');

    const yes = await form(await link('invitation', 'Aarnink', 'u'), { coming: 'yes' });
    const no = await form(await link('invitation', 'Bosveld', 'u'), { coming: 'no', reason: 'date' });
    const { body } = await api.call<{ items: Invitee[] }>('GET', `/meetings/${meetingId}/invitations`);
    const cornelissen = body.items.find(({ name }) => name.includes('Cornelissen'))!;
    const byProgram = await api.call('PUT', `/meetings/${meetingId}/invitations/${cornelissen.id}/answer`, { coming: 'yes' });

    expect([yes.status, no.status, byProgram.status]).toEqual([303, 303, 200]);
    expect(await addressees('invitation')).toEqual(PEOPLE.map(address));
  });

  it('reminds who has not answered, and only them, at nine in Amsterdam on a working day', async () => {
    await mailbox.travelTo('2027-08-24T12:00:00Z');

    const reminders = await mails('reminder-1');
    expect(reminders.map(({ to }) => to).sort()).toEqual(['Dijkhuis', 'Eggink', 'Faber'].map(address));
    for (const { date } of reminders) expect(new Date(date).toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', weekday: 'long', hour: '2-digit', minute: '2-digit' })).toMatch(/^(maan|dins|woens|donder|vrij)dag 09:0\d$/);
    expect(await mails('reminder-2')).toEqual([]);
  });

  it('sends the practical mail to who comes, and an aftermail that knows who came', async () => {
    await mailbox.travelTo('2027-09-16T18:00:00Z');
    const { body } = await api.call<{ items: Invitee[] }>('GET', `/meetings/${meetingId}/invitations`);
    const of = (name: string): string => body.items.find((invitee) => invitee.name.includes(name))!.id;
    const ticked = await api.call('PUT', `/meetings/${meetingId}/attendance`, [{ invitationId: of('Aarnink'), attended: true }, { invitationId: of('Cornelissen'), attended: false }]);
    await mailbox.travelTo('2027-09-20T12:00:00Z');
    const texts = await Promise.all(['Aarnink', 'Bosveld', 'Cornelissen'].map(async (name) => (await mails('follow-up')).find(({ to }) => to === address(name))!.subject));

    expect(ticked.status).toBe(200);
    expect(await addressees('practical')).toEqual(['Aarnink', 'Cornelissen'].map(address));
    expect(await addressees('reminder-2')).toEqual(['Dijkhuis', 'Eggink', 'Faber'].map(address));
    expect(new Set(texts).size).toBe(3);
  });

  it('turns a next step into a commitment, and reminds the others of theirs two weeks later', async () => {
    const page = await link('follow-up', 'Aarnink', 'v');
    await form(page, { step: 'werkbezoek', name: 'Wethouder Aarnink', dateWish: 'in november' });
    const { body } = await api.call<{ items: object[] }>('GET', `/meetings/${meetingId}/commitments`);
    await mailbox.travelTo('2027-10-05T12:00:00Z');

    expect(body.items).toMatchObject([{ name: 'Wethouder Aarnink', stepLabel: 'Op werkbezoek komen', owner: 'Noor Verhoeven', state: 'open', dateWish: 'in november' }]);
    expect(await addressees('call-to-action-reminder')).toEqual([address('Cornelissen')]);
  });
});
