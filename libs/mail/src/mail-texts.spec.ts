import { DomainError } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { describe, expect, it } from '@jest/globals';
import { MailModule } from './mail.module.js';
import { MailTexts } from './mail-texts.js';
import { parseRich } from './rich-text.js';

const key = { kind: 'invitation' as const, variant: '' };

describe('the texts of a meeting', () => {
  const app = testApp(MailModule);
  const texts = (): MailTexts => app.get(MailTexts);

  it('are kept per variant until they are thrown away', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    const load = async (): Promise<object> => app.as(noor, async (tx) => Object.fromEntries(await texts().written(tx, meeting.id, 'invitation')));
    expect(await load()).toEqual({});

    await app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Kom erbij, {naam}', body: 'Eerste' }));
    await app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Kom erbij, {naam}', body: 'Tweede' }));
    expect(await load()).toEqual({ '': { subject: 'Kom erbij, {naam}', body: 'Tweede', own: true } });

    await app.as(noor, async (tx) => texts().forget(tx, noor, meeting.id, key));
    expect(await load()).toEqual({});
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

  it('from before there was markup stay as they were, star for star', async () => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);
    await app.sql(`insert into mail_text (organisation_id, meeting_id, kind, variant, subject, body, updated_by, updated_at) values ($1, $2, 'invitation', '', 'x', $3, 'Noor', now())`, [noor.organisationId, meeting.id, '**Kom** [hier](https://x.example.nl)\n* een\n1. twee']);

    const text = (await app.as(noor, async (tx) => texts().written(tx, meeting.id, 'invitation'))).get('')!;

    expect(parseRich(text.body)).toEqual([
      { kind: 'paragraph', lines: [[{ text: '**Kom** [hier](https://x.example.nl)' }]] }, { kind: 'list', lines: [[{ text: 'een' }]] }, { kind: 'paragraph', lines: [[{ text: '1. twee' }]] },
    ]);
  });

  it.each([
    ['Kom.\n\n<script>alert(1)</script>', 'Regel 3: <script> mag niet in een mail: zulke code is gevaarlijk of haalt iets van elders. Haal het weg.'],
    ['[klik](http://x.example.nl)', 'Regel 1: de link „klik” begint met „http:”. Een link begint met https:// of mailto:. Pas het adres aan.'],
    ['Ga naar [www.gemeente.nl](https://anders.example.org)', expect.stringContaining('lijkt naar gemeente.nl te gaan, maar gaat naar anders.example.org')],
    ['*|FNAME|*', expect.stringContaining('„*|FNAME|*” is een invulwoord van een ander programma')],
  ])('are not kept with %j in them; the refusal says where and how to go on', async (body, message) => {
    const noor = await app.build.owner();
    const meeting = await app.build.meeting(noor);

    await expect(app.as(noor, async (tx) => texts().save(tx, noor, meeting.id, key, { subject: 'Dag', body }))).rejects.toMatchObject({ code: 'mail.unsafe-text', fields: { body: message } });
    expect(await app.sql('select from mail_text')).toEqual([]);
  });
});
