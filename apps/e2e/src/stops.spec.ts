import { addressHash } from '@bijeen/mail';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { testWeb } from '../../web/src/testing/test-web.js';
import { axe, open, PHONE, shoot, useBrowser } from './harness/index.js';

describe('stopping mail, in a browser', () => {
  const web = testWeb();
  const browser = useBrowser();
  let url: string;

  beforeAll(async () => {
    url = await web.listen();
  });

  it('goes from one meeting to everything and back, and the organiser sees it and can lift nothing', async () => {
    const email = 'f.bos@zwolle.example.nl';
    const noor = await web.build.owner();
    const contact = await web.build.contact(noor, { form_of_address: 'mevrouw', initials: 'F.', surname: 'Bos', email, email_key: email, email_hash: addressHash(web.database.config.secretKey, email) });
    const meeting = await web.build.meeting(noor, { state: 'inviting' });
    const invitation = await web.build.invitation(noor, meeting, { contact_id: contact.id, email, answer: 'yes' });
    const link = `${url}/afmelden/${await web.build.link(noor, meeting, invitation, { purpose: 'unsubscribe' })}`;
    await web.build.insert('suppression', { organisation_id: noor.organisationId, email_hash: Buffer.alloc(32, 'x'), scope: 'organisation', origin: 'one-click', at: '2027-01-02T09:00:00Z' });
    const guest = await browser.visitor({ viewport: PHONE });

    await open(guest, link);
    for (const colorScheme of ['dark', 'light'] as const) {
      await guest.emulateMedia({ colorScheme });
      await axe(guest);
    }
    await shoot(guest, 'unsubscribe-three-kinds');
    await guest.getByRole('radio', { name: /Alleen de mails over/ }).check();
    await guest.getByRole('button', { name: 'Meld mij af' }).click();
    await guest.getByRole('radio', { name: /Alle mail via Bijeen/ }).check();
    await guest.getByRole('button', { name: 'Meld mij af' }).click();
    expect(await guest.getByRole('status').allTextContents()).toEqual([expect.stringContaining('U bent afgemeld voor alle mail via Bijeen.'), expect.stringContaining('U bent afgemeld voor mails over Inspiratiebijeenkomst Zwolle.')]);
    await axe(guest);
    await shoot(guest, 'unsubscribed-everything');

    const organiser = await browser.signedIn(await web.signIn(noor), url);
    await open(organiser, `${url}/relaties`);
    await organiser.getByRole('link', { name: 'Wie zich heeft afgemeld' }).click();
    expect(await organiser.getByRole('button').allTextContents()).not.toContain('Toch weer mail ontvangen');
    await axe(organiser);
    await shoot(organiser, 'stops');
    await organiser.getByRole('link', { name: 'mevrouw F. Bos' }).first().click();
    expect(await organiser.getByText('Bel deze persoon als er iets verandert.').isVisible()).toBe(true);
    await axe(organiser);
    await shoot(organiser, 'stops-of-contact');

    await guest.getByRole('button', { name: 'Ontvang deze mails weer: via Bijeen' }).click();
    await guest.getByRole('button', { name: 'Toch weer mail ontvangen' }).click();
    expect(await guest.getByRole('status').count()).toBe(0);
    await organiser.reload();
    expect(await organiser.getByText('Bel deze persoon').count()).toBe(0);
  }, 120_000);
});
