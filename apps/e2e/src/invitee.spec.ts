import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import type { Page } from 'playwright-core';
import { testWeb } from '../../web/src/testing/test-web.js';
import { axe, fits, open, PHONE, shoot, useBrowser } from './harness/index.js';

describe('an invitee with a phone', () => {
  const web = testWeb();
  const browser = useBrowser();
  let url: string;
  let actor: Actor;
  let meeting: { id: string };
  let invitation: { id: string };
  let answerUrl: string;
  let optOutUrl: string;

  beforeAll(async () => {
    url = await web.listen();
  });
  beforeEach(async () => {
    actor = await web.build.owner();
    meeting = await web.build.meeting(actor, { state: 'inviting', contact_phone: '038 123 45 67', programme: '13.00 Inloop met koffie\n13.30 Twee verhalen van herstel\n14.30 In gesprek: wat kan uw gemeente doen?\n16.30 Afspraken en een drankje' });
    invitation = await web.build.invitation(actor, meeting, { salutation: 'Geachte mevrouw Van der Berg', travel_minutes: 25 });
    answerUrl = `${url}/u/${await web.build.link(actor, meeting, invitation)}`;
    optOutUrl = `${url}/afmelden/${await web.build.link(actor, meeting, invitation, { purpose: 'unsubscribe' })}`;
  });
  const answer = async (): Promise<unknown> => (await web.sql('select answer, reason, remark from invitation'))[0];
  const wishes = async (): Promise<object[]> => web.sql('select diet, access from invitation_wish');

  it('sees the question and both large buttons at once, without scrolling', async () => {
    const visitor = await browser.visitor({ viewport: PHONE });
    await open(visitor, answerUrl);
    for (const name of ['Ja, ik kom', 'Nee, ik kom niet']) {
      const box = (await visitor.getByRole('link', { name }).boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(56);
      expect(box.width).toBeGreaterThanOrEqual(300);
      expect(box.y + box.height).toBeLessThanOrEqual(PHONE.height);
    }
  });

  it('answers yes with JavaScript off, on a form of one screen with one button', async () => {
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, answerUrl);
    await visitor.getByRole('link', { name: 'Ja, ik kom' }).click();
    const [yes, no] = [visitor.getByRole('radio', { name: 'Ja, ik kom' }), visitor.getByRole('radio', { name: 'Nee, ik kom niet' })];
    expect(await yes.isChecked()).toBe(true);
    expect((await yes.screenshot()).equals(await no.screenshot())).toBe(false);
    const button = visitor.getByRole('main').getByRole('button');
    expect(await button.count()).toBe(1);
    const box = (await button.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(PHONE.height);

    await visitor.getByText('Eten of toegankelijkheid').click();
    await visitor.getByLabel('Dieet of allergie').fill('noten');
    await button.click();

    expect(visitor.url()).toBe(`${answerUrl}/bedankt`);
    expect(await visitor.getByRole('heading', { level: 1 }).textContent()).toBe('Bedankt. U komt.');
    expect([await answer(), await wishes()]).toEqual([{ answer: 'yes', reason: null, remark: null }, [{ diet: 'noten', access: null }]]);
  });

  it('changes the mind on the form itself, and sees what belongs to that answer, with JavaScript off', async () => {
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, `${answerUrl}?antwoord=ja`);
    const [reason, diet] = [visitor.getByRole('group', { name: /Waarom niet/ }), visitor.getByText('Eten of toegankelijkheid')];
    expect([await reason.isVisible(), await diet.isVisible()]).toEqual([false, true]);

    await visitor.getByRole('radio', { name: 'Nee, ik kom niet' }).check();
    expect([await reason.isVisible(), await diet.isVisible()]).toEqual([true, false]);
    expect(await visitor.getByRole('button', { name: 'Verstuur mijn antwoord' }).evaluate((button) => button.getBoundingClientRect().bottom <= window.innerHeight)).toBe(true);
    const other = visitor.getByLabel('Welke reden?');
    expect(await other.isVisible()).toBe(false);
    await visitor.getByRole('radio', { name: 'Een andere reden' }).check();
    expect(await other.isVisible()).toBe(true);
    await visitor.getByRole('radio', { name: 'Ik kan niet op deze datum' }).check();
    await visitor.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
    expect(await answer()).toEqual({ answer: 'no', reason: 'date', remark: null });
  });

  it('answers by keyboard alone', async () => {
    const visitor = await browser.visitor();
    await open(visitor, answerUrl);
    await tabTo(visitor, 'Nee, ik kom niet');
    await visitor.keyboard.press('Enter');
    await visitor.waitForURL(/antwoord=nee/);
    await tabTo(visitor, 'no');
    await visitor.keyboard.press('ArrowUp');
    await tabTo(visitor, 'Opmerking voor de organisator');
    await visitor.keyboard.press('Enter');
    await visitor.keyboard.press('Tab');
    await visitor.keyboard.type('Tot dan');
    await tabTo(visitor, 'Verstuur mijn antwoord');
    await visitor.keyboard.press('Enter');
    await visitor.waitForURL(/bedankt/);
    expect(await answer()).toEqual({ answer: 'yes', reason: null, remark: 'Tot dan' });
  });

  it('is told what is wrong, and keeps what was typed', async () => {
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, `${answerUrl}?antwoord=ja`);
    await visitor.getByText('Opmerking voor de organisator').click();
    await visitor.getByLabel('Opmerking (niet verplicht)').fill('x'.repeat(1001));
    await visitor.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
    expect(await visitor.getByRole('alert').textContent()).toContain('Houd het korter: hoogstens 1.000 tekens.');
    await visitor.getByRole('alert').getByRole('link').click();
    expect(await visitor.getByLabel('Opmerking (niet verplicht)').inputValue()).toHaveLength(1001);
    expect(await answer()).toEqual({ answer: 'none', reason: null, remark: null });
  });

  it('records nothing by an open page, however long it stands open with JavaScript on (R1)', async () => {
    const visitor = await browser.visitor();
    let posts = 0;
    visitor.on('request', (request) => (posts += request.method() === 'GET' ? 0 : 1));
    for (const path of ['', '?antwoord=ja', '?antwoord=nee', '/bedankt']) {
      await open(visitor, `${answerUrl}${path}`);
      await visitor.waitForLoadState('networkidle');
    }
    await open(visitor, optOutUrl);
    await visitor.waitForLoadState('networkidle');
    expect([posts, await answer()]).toEqual([0, { answer: 'none', reason: null, remark: null }]);
  });

  it('opts out and back in with JavaScript off', async () => {
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, optOutUrl);
    await visitor.getByRole('radio', { name: /Alleen de mails over/ }).check();
    await visitor.getByRole('button', { name: 'Meld mij af' }).click();
    expect(await visitor.getByRole('status').textContent()).toContain('U bent afgemeld voor mails over Inspiratiebijeenkomst Zwolle.');
    await visitor.getByRole('button', { name: 'Toch weer mail ontvangen' }).click();
    expect(await web.sql('select 1 from suppression where withdrawn_at is null')).toEqual([]);
  });

  it('meets no hindrance on any page, at 360 and 1280 px, in light and dark', async () => {
    const visitor = await browser.visitor();
    const look = async (name: string, path: string, expected = 200): Promise<void> => {
      await open(visitor, path, expected);
      for (const colorScheme of ['dark', 'light'] as const) {
        await visitor.emulateMedia({ colorScheme });
        await axe(visitor);
      }
      await shoot(visitor, `invitee-${name}`);
    };
    await look('question', answerUrl);
    for (const [name, word] of [['yes', 'ja'], ['no', 'nee'], ['maybe', 'misschien']]) await look(`form-${name}`, `${answerUrl}?antwoord=${word}`);
    await look('not-answered', `${answerUrl}/bedankt`);
    for (const coming of ['no', 'maybe', 'yes']) {
      await web.postForm(new URL(answerUrl).pathname, { coming, diet: 'noten' });
      await look(`thanks-${coming}`, `${answerUrl}/bedankt`);
    }
    await look('answered', answerUrl);
    await look('form-again', `${answerUrl}?antwoord=ja`);
    await look('opt-out', optOutUrl);
    await web.postForm(new URL(optOutUrl).pathname, { scope: 'organisation' });
    await look('opted-out', optOutUrl);
    await look('unknown-link', `${url}/u/${'a'.repeat(26)}`, 404);
    await web.sql(`update meeting set state = 'cancelled'`);
    await look('cancelled', answerUrl);
  }, 120_000);

  it('meets no hindrance on a refused form, which stays as wide as the phone', async () => {
    const visitor = await browser.visitor({ viewport: PHONE });
    await open(visitor, `${answerUrl}?antwoord=nee`);
    await visitor.getByRole('radio', { name: 'Een andere reden' }).check();
    await visitor.getByLabel('Welke reden?').fill('x'.repeat(501));
    await visitor.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
    await axe(visitor);
    await shoot(visitor, 'invitee-refused');
    await fits(visitor);
    expect(await visitor.getByRole('alert').isVisible()).toBe(true);
  });

  it('may be answered for by a secretariat, together with others, without JavaScript', async () => {
    const office = await web.build.insert('secretariat', { organisation_id: actor.organisationId, name: 'Bestuurssecretariaat Zwolle', email: 'bestuur@zwolle.example.nl', email_key: 'bestuur@zwolle.example.nl' });
    const [first] = await Promise.all(['mevrouw A. van der Berg', 'meneer B. de Boer', 'mevrouw drs. C. Visser'].map(async (name) => web.build.invitation(actor, meeting, { display_name: name, sort_name: name, secretariat_id: office.id, email: 'bestuur@zwolle.example.nl' })));
    const page = `${url}/s/${await web.build.link(actor, meeting, first!, { purpose: 'secretariat' })}`;
    const visitor = await browser.withoutJavaScript({ viewport: PHONE });
    await open(visitor, page);
    await visitor.getByRole('group', { name: 'mevrouw A. van der Berg' }).getByLabel('Komt', { exact: true }).check();
    await visitor.getByRole('group', { name: 'meneer B. de Boer' }).getByLabel('Komt niet').check();
    await visitor.getByRole('button', { name: 'Verstuur de antwoorden' }).click();

    expect(await visitor.getByText('2 antwoorden zijn bewaard.').isVisible()).toBe(true);
    expect(await web.sql('select answer from invitation where secretariat_id is not null order by display_name')).toEqual([{ answer: 'no' }, { answer: 'yes' }, { answer: 'none' }]);
    const reader = await browser.visitor();
    await open(reader, page);
    await axe(reader);
    await shoot(reader, 'secretariat');
  }, 90_000);
});

/** Presses Tab until the thing with this text or value has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element instanceof HTMLInputElement ? element.value : (element?.textContent ?? '');
    });
    if (focused.trim() === name) return;
  }
  throw new Error(`Tab never reaches "${name}"`);
}
