import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_KINDS } from '@bijeen/mail';
import { OrganisationsService } from '@bijeen/organisations';
import type { Actor } from '@bijeen/platform';
import { markupFaults, missingInText, testLogo } from '@bijeen/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MAIL_VARIANTS } from '../../../web/src/testing/mail-variants.js';
import { testWeb } from '../../../web/src/testing/test-web.js';
import { axe, fits, PHONE, useBrowser } from '../harness/index.js';
import { type MailSample, mailSamples } from './mail-samples.js';

const SCREENSHOTS = join('artifacts', 'screenshots');
const SIZES = [PHONE, { width: 720, height: 900 }];

describe('every mail that the product sends', () => {
  const web = testWeb();
  const browser = useBrowser();
  let samples: MailSample[];
  let visitor: Page;

  /** A meeting with everything a mail can tell, of an organisation with a colour of its own. */
  const furnished = async ({ secretariat = false, logo = false }: { secretariat?: boolean; logo?: boolean }): Promise<MailSample[]> => {
    const noor: Actor = await web.build.owner({ colour: '#7a2e5d', sender_name: secretariat ? 'Zelfregiehuis De Brug' : 'De Werkplaats' });
    if (logo) await web.app.get(OrganisationsService, { strict: false }).setLogo(noor, testLogo());
    const region = await web.build.insert('region', { organisation_id: noor.organisationId, name: 'IJsselland', started_from: 'HAND', municipality_codes: ['GM0193', 'GM0166'] });
    const office = secretariat ? await web.build.insert('secretariat', { organisation_id: noor.organisationId, name: 'Bestuurssecretariaat', email: 'bs@kampen.example.nl', email_key: 'bs@kampen.example.nl' }) : null;
    await web.build.contact(noor, { surname: 'Berg', infix: 'van der', form_of_address: 'mevrouw', initials: 'A.', sort_name: 'berg', source: 'gemeentegids 2026', secretariat_id: office?.id ?? null });
    const meeting = await web.build.meeting(noor, {
      state: 'inviting', region_id: region.id, contact_phone: '038 123 45 67', title: 'Herstel begint bij u in de buurt',
      programme: '13.00 inloop\n13.30 welkom door Noor Verhoeven\n13.45 drie verhalen uit de praktijk\n15.00 in gesprek aan tafels\n16.30 borrel', call_to_action_ask: 'Kom met één collega kijken hoe herstel eruitziet, en bespreek daarna wat uw gemeente kan doen.',
    });
    return mailSamples(web, noor, meeting.id);
  };

  beforeAll(async () => {
    const viaSecretariat = (await furnished({ secretariat: true })).filter(({ name }) => name === 'invitation-secretariat');
    const withLogo = (await furnished({ logo: true })).flatMap((sample) => (sample.name === 'invitation' ? [{ ...sample, name: 'invitation-logo' }] : []));
    samples = [...viaSecretariat, ...withLogo, ...(await furnished({}))];
    visitor = await browser.visitor({ viewport: PHONE });
    mkdirSync(SCREENSHOTS, { recursive: true });
  });
  afterAll(async () => visitor.close());

  it('is looked at here: no kind is forgotten, each name stands for one mail, and each is one that really leaves', () => {
    expect(samples.filter(({ kind, variant }) => !MAIL_VARIANTS[kind].includes(variant)).map(({ name }) => name)).toEqual([]);
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set([...MAIL_KINDS, 'sign-in']));
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
  });

  it('holds nothing that a mail program does not show, shows wrongly or fetches, and stays under 100 KB', () => {
    expect(samples.flatMap(({ name, html }) => markupFaults(html).map((fault) => `${name}: ${fault}`))).toEqual([]);
  });

  it('says in its text part all that its HTML part says, links included', () => {
    expect(samples.flatMap(({ name, html, text }) => missingInText(html, text).map((missing) => `${name}: ${missing}`))).toEqual([]);
    expect(samples.filter(({ subject, html, text }) => /undefined|\[object|\{[a-z_]+\}/.test(subject + html.replace(/<style>[\s\S]*?<\/style>/g, '') + text)).map(({ name }) => name)).toEqual([]);
  });

  it('fits and can be read by everybody, at 360 and 720 px, in light and dark', async () => {
    const broken: string[] = [];
    for (const { name, html } of samples) {
      await visitor.setContent(html);
      for (const colorScheme of ['light', 'dark'] as const) {
        await visitor.emulateMedia({ colorScheme });
        for (const size of SIZES) {
          await visitor.setViewportSize(size);
          await visitor.screenshot({ path: join(SCREENSHOTS, `mail-${name}-${size.width}-${colorScheme}.png`), fullPage: true, animations: 'disabled' });
          await fits(visitor).catch((error: Error) => broken.push(`${name}: ${error.message}`));
        }
        await axe(visitor).catch((error: Error) => broken.push(`${name}, ${colorScheme}: ${error.message}`));
      }
      await visitor.setViewportSize({ width: 320, height: 600 });
      await fits(visitor).catch((error: Error) => broken.push(`${name} at 320 px: ${error.message}`));
      await visitor.setContent(html.replace(/<style>[\s\S]*?<\/style>/g, ''));
      await fits(visitor).catch((error: Error) => broken.push(`${name} at 320 px, where the style sheet is thrown away: ${error.message}`));
    }
    expect(broken).toEqual([]);
  }, 600_000);

  it('breaks no word of what stands before a fact, where facts stand beside each other', async () => {
    await visitor.setViewportSize(SIZES[1]!);
    for (const { name, html } of samples) {
      await visitor.setContent(html);
      expect([name, await visitor.locator('th.label').evaluateAll(brokenWords)]).toEqual([name, []]);
    }
  });

  it('can be pressed with a thumb: buttons and the way out are 44 px high or more', async () => {
    for (const { name, html } of samples) {
      await visitor.setViewportSize(PHONE);
      await visitor.setContent(html);
      const low = await visitor.locator('.button a, p.soft > a.link[href*="afmelden"]').evaluateAll((links) => links.filter((link) => link.getBoundingClientRect().height < 44).map((link) => link.textContent));
      expect([name, low]).toEqual([name, []]);
    }
  });

  it.each(['invitation', 'reminder-1', 'reminder-2'])('shows what, when, where and both answers of the %s on a phone without scrolling', async (name) => {
    await visitor.setViewportSize(PHONE);
    await visitor.setContent(samples.find((sample) => sample.name === name)!.html);
    for (const text of ['Herstel begint bij u in de buurt', '13.30 tot 17.00 uur', 'Grote Markt 1']) expect((await visitor.locator('h1, td.cell').filter({ hasText: text }).first().boundingBox())!.y).toBeLessThan(500);
    for (const answer of ['Ik kom', 'Ik kom niet']) {
      const { y, height } = (await visitor.getByRole('link', { name: answer, exact: true }).boundingBox())!;
      expect(y + height).toBeLessThan(PHONE.height);
    }
  });
});

/** In the page: the words that stand on more than one line. */
function brokenWords(elements: Element[]): string[] {
  const lines = (text: Node, from: number, to: number): number => {
    const range = document.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size;
  };
  return elements.flatMap(({ firstChild: text }) => [...text!.textContent!.matchAll(/\S+/g)].filter(({ 0: word, index }) => lines(text!, index, index + word.length) > 1).map(([word]) => word));
}
