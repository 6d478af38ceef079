import { InviteMail } from '@bijeen/invitations';
import { MailLedger, MailReviews } from '@bijeen/mail';
import { MailPlanService, PlannedMailTexts } from '@bijeen/mailings';
import { loadMeeting } from '@bijeen/meetings';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { testContent, testRecipient } from '@bijeen/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'light-my-request';
import { databaseDump } from '../../testing/database-dump.js';
import { type SignedInBrowser, testWeb } from '../../testing/test-web.js';

const WRONG = { subject: 'Komt u?', body: '{aanhef}, kijk op https://localhost/a' };
const WORDS = 'De link https://localhost/a werkt niet voor wie de mail krijgt.';

describe('mails with a certain mistake in them', () => {
  const web = testWeb();
  let noor: Actor;
  let browser: SignedInBrowser;
  let meetingId: string;
  let here: string;
  let draft: string;

  /** Somebody to invite, somebody to remind and a draft, each with a text that may not leave. */
  beforeEach(async () => {
    noor = await web.build.owner();
    browser = await web.signIn(noor);
    ({ id: meetingId } = await web.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-02T09:00:00Z' }));
    here = `/bijeenkomsten/${meetingId}`;
    await web.build.contact(noor, { surname: 'bos', email: 'bos@zwolle.example.nl', email_key: 'bos@zwolle.example.nl' });
    await web.build.invitation(noor, { id: meetingId }, { answer: 'none', invited_at: '2027-01-02T09:00:00Z' });
    await get(InviteMail).save(noor, meetingId, WRONG, 'alderman');
    await get(PlannedMailTexts).save(noor, meetingId, { kind: 'reminder-1', variant: 'alderman', text: WRONG });
    await get(MailReviews).save(noor, meetingId, ['follow-up']);
    const content = testContent({ unsubscribe: true, subject: 'Kijk op https://localhost/a' });
    await get(TenantDatabase).transaction(noor, async (tx) => {
      await get(MailPlanService).recompute(tx, noor, await loadMeeting(tx, meetingId));
      await get(MailLedger).write(tx, noor, { meetingId, kind: 'follow-up', variant: '', content, recipients: [testRecipient(1)] });
    });
    [{ id: draft }] = await web.sql<{ id: string }>('select id from outgoing_mail') as [{ id: string }];
  });
  const get = <T>(type: abstract new (...args: never[]) => T): T => web.app.get(type, { strict: false });
  const words = ({ body }: Response): string => body.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

  it.each<[string, () => [string, object?]]>([
    ['are invited with', () => ['/uitnodigen', {}]],
    ['are sent now', () => ['/mailplan/reminder-1/versturen']],
    ['are let go one by one', () => [`/mails/${draft}/versturen`]],
    ['are let go as they were ticked', () => ['/concepten/versturen', { mail: [draft] }]],
    ['are let go all together', () => ['/concepten/versturen', { alle: 'ja' }]],
  ])('do not leave when they %s: the page says what to mend, and nothing changes', async (_how, act) => {
    const [path, body] = act();
    const before = await databaseDump(web);

    const refused = await browser.post(`${here}${path}`, body as Record<string, string>);

    expect([refused.statusCode, words(refused)]).toEqual([422, expect.stringContaining(WORDS)]);
    expect(words(refused)).toContain('Zet het echte adres van de pagina in de tekst.');
    expect(await databaseDump(web)).toEqual(before);
  });

  it('do not leave with a link in the programme that leads nowhere, and the page says where it stands', async () => {
    await get(InviteMail).save(noor, meetingId, { subject: 'Komt u?', body: '{aanhef}, komt u?' }, 'alderman');
    await web.sql(`update meeting set programme = '13.30 Verhalen, zie http://192.168.1.20/verhalen' where id = $1`, [meetingId]);
    const says = 'In het programma staat de link http://192.168.1.20/verhalen. Die werkt niet voor wie de mail krijgt. (de gegevens van de bijeenkomst) Zet het echte adres van de pagina in het programma.';
    expect(words(await browser.get(`${here}/uitnodigen`))).toContain(says);
    const before = await databaseDump(web);

    const refused = await browser.post(`${here}/uitnodigen`);

    expect([refused.statusCode, words(refused)]).toEqual([422, expect.stringContaining(says)]);
    expect(await databaseDump(web)).toEqual(before);
  });

  it.each<[string, () => ['POST' | 'PATCH', string, object], string]>([
    ['invites', () => ['POST', '/invite', {}], 'invitation'],
    ['sends a planned mail now', () => ['PATCH', '/mail-plan', { kind: 'reminder-1', sendNow: true }], 'reminder-1'],
    ['lets one draft go', () => ['POST', '/drafts/release', { ids: [draft] }], 'follow-up'],
    ['lets all drafts go', () => ['POST', '/drafts/release', { all: true }], 'follow-up'],
  ])('do not leave when a program %s: it gets what to mend, and nothing changes', async (_how, act, kind) => {
    const token = await web.token(noor);
    await web.api(token, 'GET', `/meetings/${meetingId}/drafts`);
    const [method, path, body] = act();
    const before = await databaseDump(web);

    const refused = await web.api(token, method, `/meetings/${meetingId}${path}`, body);

    expect([refused.statusCode, refused.headers['content-type']]).toEqual([422, expect.stringContaining('application/problem+json')]);
    expect(refused.json()).toMatchObject({
      status: 422, code: 'mail.blocked', errors: [], detail: expect.stringContaining(WORDS),
      findings: [{ kind, code: 'link-to-nowhere', what: WORDS, where: 'de tekst', mend: 'Zet het echte adres van de pagina in de tekst.' }],
    });
    expect(await databaseDump(web)).toEqual(before);
  });

  it('that were ticked, are still ticked on the page that refuses them', async () => {
    expect((await browser.post(`${here}/concepten/versturen`, { mail: [draft] })).body).toMatch(new RegExp(`value="${draft}"[^>]*checked`));
    expect((await browser.get(`${here}/concepten`)).body).not.toMatch(new RegExp(`value="${draft}"[^>]*checked`));
  });

  it('from the plan do not leave at their moment, and the plan says why', async () => {
    await web.sql(`update planned_mail set state = 'missed', reason = 'blocked' where kind = 'reminder-1'`);
    expect(words(await browser.get(`${here}/mailplan`))).toContain('In de tekst staat iets dat eerst anders moet.');
    expect(words(await browser.get(here))).toContain('Een geplande mail is niet vertrokken.');
  });
});
