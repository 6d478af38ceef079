import { MailModule } from '@bijeen/mail';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { InvitationsModule } from './invitations.module.js';
import { InviteMail } from './invite-mail.service.js';

describe('the invitation before it leaves', () => {
  const app = testApp(InvitationsModule, MailModule);
  const mail = (): InviteMail => app.get(InviteMail);
  const person = async (actor: Actor, name: string, contact: object = {}): Promise<string> => {
    const employer = await app.build.contactOrganisation(actor, { name: `Gemeente van ${name}` });
    return (await app.build.contact(actor, { surname: name, sort_name: name, email: `${name}@example.nl`, email_key: `${name.toLowerCase()}@example.nl`, ...contact }, { contact_organisation_id: employer.id })).id;
  };

  it('has everything an invitation needs, in the text as well', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { programme: '13.30 uur inloop', contact_phone: '038 123 45 67' });
    await person(noor, 'Bakker', { form_of_address: 'meneer', source: 'Website van de gemeente' });

    const { subject, text, html, name, address } = await mail().preview(noor, meeting.id);

    expect([subject, name, address]).toEqual(['Uitnodiging: Inspiratiebijeenkomst Zwolle op donderdag 11 maart 2027', 'de heer A. Bakker', 'Bakker@example.nl']);
    for (const part of [
      'Geachte heer Bakker', 'Wanneer: donderdag 11 maart 2027, 13.30 tot 17.00 uur', 'Waar: De Werkplaats, Grote Markt 1, Zwolle', 'Reistijd: circa 5 minuten (schatting)', '13.30 uur inloop',
      'Laat u ons uiterlijk donderdag 25 februari 2027 weten', 'Ik kom:', 'Ik kom niet:', 'De Werkplaats', '038 123 45 67', 'u bent wethouder (Gemeente van Bakker), en u werkt in de omgeving van Zwolle', 'Website van de gemeente', 'Meld u af',
    ]) expect(text).toContain(part);
    expect(html).toContain('Geachte heer Bakker');
    expect(html.length).toBeLessThan(100_000);
  });

  it('shows person after person, and then the first again', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await person(noor, 'Aarts');
    await person(noor, 'Bos');

    const names: (string | null)[] = [];
    let after: string | null = null;
    for (const _ of [1, 2, 3]) {
      const preview = await mail().preview(noor, meeting.id, { after });
      names.push(preview.name);
      after = preview.contactId;
    }

    expect(names).toEqual(['A. Aarts', 'A. Bos', 'A. Aarts']);
  });

  it('shows an example while there is nobody', async () => {
    const noor = await app.build.owner();
    const { name, text } = await mail().preview(noor, (await app.build.meeting(noor)).id);
    expect(name).toBeNull();
    expect(text).toContain('Geachte mevrouw Van der Berg');
  });

  it('says what the organiser wrote, and shows hostile names as plain text', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await person(noor, 'X', { surname: '<script>alert(1)</script>{constructor}' });
    await mail().save(noor, meeting.id, { subject: 'Kom, {naam}', body: '{aanhef}, kom gerust.' });

    const { subject, html, text } = await mail().preview(noor, meeting.id);

    expect(subject).toBe('Kom, A. <script>alert(1)</script>{constructor}');
    expect(html).not.toContain('<script>');
    expect(text).toContain('kom gerust.');
    await expect(mail().save(noor, meeting.id, { subject: 'Dag {wie}', body: 'x' })).rejects.toMatchObject({ code: 'mail.unknown-placeholder', fields: { subject: expect.stringContaining('{wie}') } });
  });

  it('goes to the organiser as a test, beside the ledger of the guests', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await person(noor, 'Bakker');

    await mail().sendTest(noor, meeting.id, { name: 'Noor', address: 'noor@werkplaats.example.nl' });
    await mail().sendTest(noor, meeting.id, { name: 'Noor', address: 'noor@werkplaats.example.nl' });

    expect(await app.sql('select kind, to_address, invitation_id from outgoing_mail')).toEqual([1, 2].map(() => ({ kind: 'test', to_address: 'noor@werkplaats.example.nl', invitation_id: null })));
    expect(await app.sql('select from invitation')).toEqual([]);
    expect(await app.sql('select from personal_link')).toEqual([]);
    expect(await app.sql('select state from meeting')).toEqual([{ state: 'planned' }]);
  });
});
