import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadMeeting } from '@bijeen/meetings';
import { MailCatcher, MailSender } from '@bijeen/mail';
import { MailPlanService } from '@bijeen/mailings';
import { TenantDatabase } from '@bijeen/platform';
import type { Page } from 'playwright-core';
import { useHouse } from './harness/house.js';
import { axe, open, PHONE, shoot } from './harness/index.js';

describe('writing a mail, in a browser', () => {
  const house = useHouse();
  const { web, signedIn } = house;
  let path: string;

  beforeEach(async () => {
    const meeting = await web.build.meeting(house.noor, { state: 'inviting', first_invited_at: '2027-01-04T09:00:00Z' });
    const plans = web.app.get(MailPlanService, { strict: false });
    await web.app.get(TenantDatabase, { strict: false }).transaction(house.noor, async (tx) => plans.recompute(tx, house.noor, await loadMeeting(tx, meeting.id)));
    for (const [name, office] of [['mevrouw F. van der Berg', 'ALDERMAN'], ['de heer J. Bakker', 'ALDERMAN'], ['A. Yilmaz', 'POLICY_OFFICER']]) {
      await web.build.invitation(house.noor, meeting, { display_name: name, sort_name: name, salutation: `Geachte ${name}`, function: office, invited_at: '2027-01-04T09:00:00Z', contact_organisation_name: 'Gemeente Kampen' });
    }
    path = `/bijeenkomsten/${meeting.id}/mailplan/reminder-1`;
  });
  const kept = async (): Promise<string> => (await web.sql('select body from mail_text'))[0]!['body'] as string;
  const caught = async (): Promise<{ subject: string; html: string; text: string }[]> => {
    const catcher = web.app.get(MailCatcher, { strict: false });
    return Promise.all((await catcher.list()).map(async ({ id }) => {
      const { subject, html, text } = (await catcher.read(id))!;
      return { subject: subject ?? '', html: html ?? '', text: text ?? '' };
    }));
  };
  /** The editor draws what was typed in the next frame, and looks where the cursor is in the one after. */
  const drawn = async (visitor: Page): Promise<void> => visitor.evaluate(async () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  const axeBesideTheMail = async (visitor: Page): Promise<void> => {
    await visitor.locator('iframe').evaluate((frame) => frame.remove());
    await axe(visitor);
  };

  it('makes bold words, a link and a list by keyboard, keeps them, and sends them in both parts of the mail', async () => {
    const visitor = await signedIn();
    await open(visitor, `${path}?tekst=alderman`);
    const editor = visitor.getByRole('textbox', { name: 'Tekst' });
    await editor.fill('');
    await editor.click();
    const bold = visitor.getByRole('button', { name: 'Vet' });
    await visitor.keyboard.type('{aanhef}, dit is ');
    await editor.getByText('dit is').waitFor();
    await drawn(visitor);
    await bold.focus();
    await visitor.keyboard.press('Enter');
    await visitor.locator('button[aria-pressed="true"]', { hasText: 'Vet' }).waitFor();
    await visitor.keyboard.type('van belang');
    await editor.locator('strong', { hasText: 'van belang' }).waitFor();
    await drawn(visitor);
    await visitor.keyboard.press('Control+b');
    await visitor.keyboard.type('. Lees ons verhaal');
    await editor.getByText('ons verhaal').waitFor();
    await drawn(visitor);
    await editor.evaluate((element) => (element as unknown as { editor: { setSelectedRange: (range: number[]) => void } }).editor.setSelectedRange([34, 45]));
    await visitor.keyboard.press('Control+k');
    await visitor.getByLabel(/Adres van de link/).fill('https://www.rijksoverheid.nl/verhalen');
    await visitor.keyboard.press('Enter');
    await visitor.keyboard.press('End');
    await visitor.keyboard.press('Enter');
    await visitor.getByRole('button', { name: 'Lijst met punten' }).click();
    await visitor.keyboard.type('bezoekers');
    await visitor.keyboard.press('Enter');
    await visitor.keyboard.type('cliënten');
    await editor.getByText('cliënten').waitFor();
    await drawn(visitor);
    await visitor.getByLabel('Onderwerp').fill('Komt u, {naam}?');
    await visitor.getByRole('button', { name: 'Bewaar en bekijk' }).click();

    expect(await visitor.getByText('De tekst is bewaard.').isVisible()).toBe(true);
    expect(await kept()).toBe('{aanhef}, dit is **van belang**. Lees [ons verhaal](https://www.rijksoverheid.nl/verhalen)\n\n- bezoekers\n- cliënten');
    expect(await visitor.getByText('1 woord dat niet iedereen kent').isVisible()).toBe(true);
    await shoot(visitor, 'mail-text-editor');
    await axeBesideTheMail(visitor);

    await open(visitor, `${path}/versturen`);
    expect(await visitor.getByText('Wethouders: 2 mensen').isVisible()).toBe(true);
    await visitor.getByRole('button', { name: 'Verstuur 3 mails' }).click();
    await web.app.get(MailSender, { strict: false }).send(house.noor.organisationId);
    const mails = await caught();
    const alderman = mails.find(({ subject }) => subject === 'Komt u, de heer J. Bakker?')!;
    expect(alderman.html).toContain('Geachte de heer J. Bakker, dit is <strong>van belang</strong>. Lees <a class="link"');
    expect(alderman.html).toMatch(/href="https:\/\/www\.rijksoverheid\.nl\/verhalen">ons verhaal<\/a>[^]*<li[^>]*>bezoekers<\/li>/);
    expect(alderman.text).toContain('dit is van belang. Lees ons verhaal (https://www.rijksoverheid.nl/verhalen)\n\n- bezoekers\n- cliënten\n');
    expect(mails.find(({ subject }) => subject === 'Komt u naar Inspiratiebijeenkomst Zwolle?')!.text).toContain('U maakt de plannen waar inwoners straks mee te maken krijgen.');
  }, 120_000);

  it('shows the mail on a phone, at a desk, in the dark, as text and by ear, without JavaScript', async () => {
    await web.sql(`update organisation set logo = decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'), logo_type = 'image/png'`);
    const visitor = await signedIn({ javaScriptEnabled: false });
    await open(visitor, `${path}?tekst=alderman`);
    expect(await visitor.getByRole('textbox', { name: 'Tekst' }).evaluate((element) => element.tagName)).toBe('TEXTAREA');
    const background = async (): Promise<string> => visitor.frameLocator('iframe').locator('.paper').evaluate((paper) => getComputedStyle(paper).backgroundColor);
    const width = async (): Promise<number> => Math.round((await visitor.locator('iframe').boundingBox())!.width);

    expect([await width(), await background()]).toEqual([360, 'rgb(255, 253, 249)']);
    await visitor.getByRole('link', { name: 'Donkere stand' }).click();
    expect([await width(), await background()]).toEqual([360, 'rgb(29, 43, 54)']);
    expect(await visitor.frameLocator('iframe').getByRole('img', { name: 'De Werkplaats' }).evaluate((logo: HTMLImageElement) => [logo.naturalWidth, logo.src.slice(0, 22)])).toEqual([1, 'data:image/png;base64,']);
    await shoot(visitor, 'mail-text-dark');
    await visitor.getByRole('link', { name: 'Computer' }).click();
    expect(await width()).toBe(720);
    await visitor.getByRole('link', { name: 'Zonder opmaak' }).click();
    expect(await visitor.locator('pre').textContent()).toContain('Geachte de heer J. Bakker');
    await visitor.getByRole('link', { name: 'Voorgelezen' }).click();
    expect(await visitor.getByRole('listitem').filter({ hasText: 'Knop Ik kom niet' }).count()).toBe(1);
    await shoot(visitor, 'mail-text-aloud');
    await visitor.getByLabel('Bekijk de mail van').selectOption({ label: 'mevrouw F. van der Berg' });
    await visitor.getByRole('button', { name: 'Bekijk', exact: true }).click();
    expect(await visitor.getByText('Zo ziet mevrouw F. van der Berg deze mail.').isVisible()).toBe(true);
  }, 120_000);

  it('shows the invitation per function, and writes its text in the editor', async () => {
    const invite = path.replace('mailplan/reminder-1', 'uitnodigen');
    const visitor = await signedIn();
    await open(visitor, invite);
    await visitor.getByRole('link', { name: 'Bestuurders (0)' }).click();
    expect(await visitor.getByText('Uw organisatie en de onze helpen vaak dezelfde mensen.').count()).toBe(1);
    expect(await visitor.frameLocator('iframe').getByText('Geachte heer Bakker,').isVisible()).toBe(true);
    await visitor.getByRole('link', { name: 'Voorgelezen' }).click();
    expect(await visitor.getByRole('listitem').filter({ hasText: 'Knop Ik kom niet' }).count()).toBe(1);
    const editor = visitor.getByRole('textbox', { name: 'Tekst' });
    await editor.click();
    await visitor.keyboard.press('Control+End');
    await visitor.keyboard.type(' Graag tot dan.');
    await editor.getByText('Graag tot dan.').waitFor();
    await drawn(visitor);
    await visitor.getByRole('button', { name: 'Bewaar de tekst' }).click();
    expect(await visitor.getByText('De tekst is bewaard.').isVisible()).toBe(true);
    expect(await web.sql(`select variant, body like '%Na afloop vragen wij u één ding. Graag tot dan.' as written from mail_text`)).toEqual([{ variant: 'board', written: true }]);
    await shoot(visitor, 'invitation-text');
    await axeBesideTheMail(visitor);
  }, 120_000);

  it('keeps what is written with signs, without JavaScript on a phone', async () => {
    const phone = await signedIn({ viewport: PHONE, javaScriptEnabled: false });
    await open(phone, `${path}?tekst=policy`);
    await phone.getByRole('textbox', { name: 'Tekst' }).fill('{aanhef},\n\nKom **samen**.');
    await phone.getByRole('button', { name: 'Bewaar en bekijk' }).click();
    expect(await kept()).toBe('{aanhef},\n\nKom **samen**.');
    expect(await phone.frameLocator('iframe').locator('strong').textContent()).toBe('samen');

    await phone.getByRole('textbox', { name: 'Tekst' }).fill('Kom.\n[klik](javascript:alert(1))<script>alert(1)</script>');
    await phone.getByRole('button', { name: 'Bewaar en bekijk' }).click();
    expect(await phone.getByRole('alert').textContent()).toContain('Regel 2: <script> mag niet in een mail');
    expect(await phone.getByRole('textbox', { name: 'Tekst' }).inputValue()).toContain('<script>alert(1)</script>');
  });

  it('takes no pictures and refuses a link that lies, also from the editor', async () => {
    const visitor = await signedIn();
    await open(visitor, `${path}?tekst=alderman`);
    const editor = visitor.getByRole('textbox', { name: 'Tekst' });
    await editor.click();
    await visitor.keyboard.press('Control+a');
    await editor.evaluate((element) => {
      const data = new DataTransfer();
      data.setData('text/html', '<p>Hoi <a href="https://anders.example.org">www.gemeente.nl</a><img src="https://x.example.org/p.png"></p>');
      element.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await visitor.getByText('Plaatjes en bestanden kunnen niet in de tekst van een mail.').waitFor();
    await visitor.getByRole('button', { name: 'Bewaar en bekijk' }).click();
    expect(await visitor.getByRole('alert').textContent()).toContain('lijkt naar gemeente.nl te gaan, maar gaat naar anders.example.org');
    await shoot(visitor, 'mail-text-refused');
    await axeBesideTheMail(visitor);
  }, 120_000);
});
