import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailLedger } from '@bijeen/mail';
import { TenantDatabase } from '@bijeen/platform';
import { testMailing } from '@bijeen/testing';
import { useHouse } from './harness/house.js';
import { expectReadable, open } from './harness/index.js';

/** Some pages on two screens, and axe: two cores take their time. */
const SLOW = 120_000;

describe('pages that an owner seldom sees, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let meeting: { id: string };

  beforeEach(async () => {
    await web.sql('update installation set written_in = pg_current_xact_id(), restored_at = null');
    meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-10T09:00:00Z' });
  });
  /** What pg_restore does to the installation: the same row, written anew. */
  const restore = async (): Promise<void> => {
    await web.app.get(TenantDatabase, { strict: false }).transaction(house.noor, async (tx) => {
      const ledger = web.app.get(MailLedger, { strict: false });
      await ledger.write(tx, house.noor, testMailing(118, { kind: 'invitation', meetingId: meeting.id }));
      await ledger.write(tx, house.noor, testMailing(1, { kind: 'follow-up', meetingId: meeting.id }));
      await ledger.write(tx, house.noor, testMailing(1));
    });
    const [row] = await web.sql<Record<string, unknown>>('delete from installation returning *');
    await web.sql('insert into installation (id, beat, written_in, system_identifier, restored_at) values ($1, $2, $3, $4, $5)', [row!['id'], row!['beat'], row!['written_in'], row!['system_identifier'], '2027-01-14T22:10:00Z']);
  };
  const states = async (): Promise<object> => Object.fromEntries((await web.sql<{ state: string; mails: number }>('select state, count(*)::int as mails from outgoing_mail group by 1')).map(({ state, mails }) => [state, mails]));

  it.each([true, false])('lets the owner put mail that waits after a restore before somebody, one by one (JavaScript: %s)', async (javaScriptEnabled) => {
    await restore();
    const page = await signedIn({ javaScriptEnabled });
    await open(page, '/bijeenkomsten');
    await page.getByRole('link', { name: 'Bekijk wat er wacht' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Mail na herstel');
    expect(await page.getByText('120 mails wachten').count()).toBe(1);
    expect(await page.getByText('Mails zonder bijeenkomst, zoals een testmail, vervallen.').count()).toBe(1);
    if (javaScriptEnabled) await expectReadable(page, 'mail-na-herstel');

    await page.getByRole('button', { name: 'Leg ze mij eerst één voor één voor' }).click();

    expect(await page.getByText('Er kan weer mail weg.').count()).toBe(1);
    expect(await page.getByText('De mails die wachtten, zijn nu ‘onzeker’.').count()).toBe(1);
    expect(await page.getByText('Hier hoef je niets te doen.').count()).toBe(0);
    expect(await states()).toEqual({ uncertain: 119, withdrawn: 1 });
    if (javaScriptEnabled) await expectReadable(page, 'mail-na-herstel-klaar');
  }, SLOW);

  it('tells a colleague who may not decide, who does', async () => {
    await restore();
    const page = await signedIn({}, await web.build.colleague(house.noor));
    await open(page, '/instellingen/mail-na-herstel');
    expect(await page.getByRole('button', { name: /verstuur weer|één voor één/ }).count()).toBe(0);
    await expectReadable(page, 'mail-na-herstel-collega');
  }, SLOW);

  it('shows what is in quarantine and why, and says so when there is nothing', async () => {
    const page = await signedIn();
    await open(page, '/instellingen');
    await page.getByRole('link', { name: 'Quarantaine' }).click();
    expect(await page.getByText('Er staat niets in quarantaine.').count()).toBe(1);
    await expectReadable(page, 'quarantaine-leeg');

    const guest = await web.build.invitation(house.noor, meeting, { display_name: 'mevrouw A. de Boer', sort_name: 'Boer' });
    const aside = { organisation_id: house.noor.organisationId, kind: 'unreadable', verdict: 'quarantined', received_at: web.clock.now() };
    await web.build.insert('received_mail', { ...aside, reason: 'In deze mail zitten te veel mails in elkaar.' });
    await web.build.insert('received_mail', { ...aside, meeting_id: meeting.id, invitation_id: guest.id, subject: 'Re: Uitnodiging: Herstel begint bij u in de buurt, donderdag 11 maart 2027', from_address: 'bestuurssecretariaat.sociaaldomein@kampen.example.nl', reason: 'De mail is groter dan 30 MB.' });
    await page.reload();
    expect(await page.getByText('In deze mail zitten te veel mails in elkaar.').count()).toBe(1);
    await expectReadable(page, 'quarantaine');
  }, SLOW);

  it('explains the buttons of calendars before they are on', async () => {
    const page = await signedIn();
    await open(page, '/instellingen/agendaknoppen');
    expect(await page.getByLabel('Stuur agendaknoppen mee met uitnodigingen').isChecked()).toBe(false);
    await expectReadable(page, 'agendaknoppen-uit');

    const { config } = web.database;
    const { smtpUrl, incomingSmtp } = config;
    try {
      Object.assign(config, { smtpUrl: 'smtp://mail.example.org', incomingSmtp: undefined });
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Bewaar' }).click();
      expect(await page.getByText('Bijeen kan nu nog geen mail ontvangen.').count()).toBeGreaterThan(0);
      await expectReadable(page, 'agendaknoppen-kan-niet');
      await open(page, '/instellingen/agendaknoppen');
      expect(await page.getByRole('checkbox').count()).toBe(0);
    } finally {
      Object.assign(config, { smtpUrl, incomingSmtp });
    }
  }, SLOW);
});
