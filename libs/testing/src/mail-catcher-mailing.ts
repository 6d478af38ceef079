import type { MailContent, Mailing, MailRecipient } from '@bijeen/mail';

/** A mailing of `count` people for tests that are not about its text: `persoon-0@zwolle.example.nl` and so on. */
export function testMailing(count: number, overrides: Partial<Mailing> = {}, recipient: Partial<MailRecipient> = {}): Mailing {
  return {
    meetingId: null, kind: 'test', variant: '', content: testContent(),
    recipients: Array.from({ length: count }, (_, n) => testRecipient(n, recipient)),
    ...overrides,
  };
}

export function testContent(overrides: Partial<MailContent> = {}): MailContent {
  return {
    subject: 'Uitnodiging: Inspiratiebijeenkomst Zwolle', preheader: 'Komt u ook?', unsubscribe: false,
    blocks: [{ kind: 'text', text: '{aanhef},\n\nU bent van harte welkom in Zwolle.' }],
    sender: { name: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', colour: null },
    ...overrides,
  };
}

export function testRecipient(n: number, overrides: Partial<MailRecipient> = {}): MailRecipient {
  return {
    invitationId: null, recipientKey: `persoon-${n}`, address: `persoon-${n}@zwolle.example.nl`, name: `Persoon ${n}`,
    values: { aanhef: `Geachte persoon ${n}` }, links: {}, calendar: null, revision: 0, ...overrides,
  };
}
