import { DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { MailModule } from './mail.module.js';
import { MailTexts } from './mail-texts.js';

const fallback = { subject: 'Uitnodiging: {titel}', body: '{aanhef},\n\nKomt u ook?' };
const key = { kind: 'invitation' as const, variant: '' };

describe('the texts of a meeting', () => {
  const app = testApp(MailModule);
  const texts = (): MailTexts => app.get(MailTexts);

  it('are the default until an organiser writes one, and again when that is thrown away', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const load = async (): Promise<object> => app.as(noor, async (tx) => texts().load(tx, meeting.id, key, fallback));
    expect(await load()).toEqual({ ...fallback, own: false });

    await app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Kom erbij, {naam}', body: 'Eerste' }));
    await app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Kom erbij, {naam}', body: 'Tweede' }));
    expect(await load()).toEqual({ subject: 'Kom erbij, {naam}', body: 'Tweede', own: true });

    await app.as(noor, async (tx) => texts().forget(tx, noor, meeting.id, key));
    expect(await load()).toEqual({ ...fallback, own: false });
    expect(await app.sql('select action from audit_log order by id')).toEqual([{ action: 'mail-text.changed' }, { action: 'mail-text.changed' }, { action: 'mail-text.forgotten' }]);
  });

  it('are not kept with a word between braces that nobody can fill in; the refusal says where', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);

    const refusal: unknown = await app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Dag {voornaam}', body: '{aanhef}, {constructor} en {naam' })).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(DomainError);
    expect((refusal as DomainError).code).toBe('mail.unknown-placeholder');
    expect((refusal as DomainError).fields).toEqual({
      subject: 'In het onderwerp staat {voornaam}. Dat kunnen wij niet invullen. Kies een invulwoord uit de lijst.',
      body: 'In de tekst staat {constructor} en {naam. Dat kunnen wij niet invullen. Kies een invulwoord uit de lijst.',
    });
    expect(await app.sql('select from mail_text')).toEqual([]);
  });
});
