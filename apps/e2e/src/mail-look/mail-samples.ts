import { datePollMail, newDateMail } from '@bijeen/dates';
import { decisionMail } from '@bijeen/decisions';
import { changeMail, companionMail, type CompanionNews, confirmationMail, type ConfirmedAnswer, type CopiedNews, InviteMail, MOVE_MAILS, MOVE_VARIANTS, offerMail, offerOverMail, secretariatCopy } from '@bijeen/invitations';
import { MailCatcher, type MailContent, type MailKind, renderMail, type RenderedMail } from '@bijeen/mail';
import { PLANNED_KINDS, PlannedMailTexts, senderOfMails, variantsOf } from '@bijeen/mailings';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { brokenDomainMail, mendedDomainMail, MembersService, SignInByMail } from '@bijeen/organisations';
import { type Actor, TenantDatabase } from '@bijeen/platform';
import { alreadyInvitedMail, askedMail, refusedMail } from '@bijeen/publishing';
import type { Finding } from '@bijeen/senders';
import { until } from '@bijeen/testing';
import type { TestWeb } from '../../../web/src/testing/test-web.js';

/** A mail of the product as its reader gets it. */
export interface MailSample extends RenderedMail {
  kind: MailKind | 'sign-in';
  /** As the ledger names it. */
  variant: string;
  /** The kind, the variant and how it looks: part of a file name. */
  name: string;
}

const LINK = 'https://bijeen.example.org';
const LINKS = { 'answer': `${LINK}/u/abcdefghijklmnopqrstuvwxyz`, 'next-step': `${LINK}/v/abcdefghijklmnopqrstuvwxyz`, 'unsubscribe': `${LINK}/afmelden/abcdefghijklmnopqrstuvwxyz`, 'registration': `${LINK}/aanvraag/abcdefghijklmnopqrstuvwxyz`, 'secretariat': `${LINK}/s/abcdefghijklmnopqrstuvwxyz` };
const PERSON = { vraag: 'De zaal is te klein.', aanhef: 'Geachte mevrouw Van der Berg', naam: 'mevrouw A. van der Berg', organisatie: 'gemeente Kampen', gemeente: 'Kampen', functie: 'wethouder', reistijd: 'circa 25 minuten (schatting)', bron: 'gemeentegids 2026', waarom_u: 'u bent wethouder Zorg en Welzijn (gemeente Kampen), en Kampen hoort bij IJsselland.' };
const ANSWER: ConfirmedAnswer = { coming: 'yes', substitute: null, waitsBecause: null, leavesCalendar: false, hasWishes: true, byOrganiser: false, fromCalendar: false, canChange: true };
const ANSWERS: Record<string, Partial<ConfirmedAnswer>> = {
  'yes': {}, 'no': { coming: 'no', leavesCalendar: true }, 'maybe': { coming: 'maybe' }, 'substitute': { coming: 'substitute', substitute: 'Kees Postma' },
  'waiting': { waitsBecause: 'Alle plaatsen zijn op dit moment bezet.' }, 'by-phone': { coming: 'no', byOrganiser: true, canChange: false }, 'by-calendar': { fromCalendar: true },
};
const STANDINGS = { '': 'comes', 'waits': 'waits', 'asked': 'asked' } as const;
const COPIES: CopiedNews[] = [{ what: 'answer', coming: 'yes', waits: false, byOrganiser: false }, { what: 'change' }, { what: 'cancellation' }, { what: 'postponement' }, { what: 'asked-again' }];
const COLLEAGUE = { naam: 'Noor Verhoeven' };
const OWN_DOMAIN = { domain: 'zelfregiehuis-de-werkplaats.example.nl', organisation: 'De Werkplaats', url: `${LINK}/instellingen/afzenderdomein` };
const BROKEN_LINES: Finding[] = [
  { line: 'spf', host: OWN_DOMAIN.domain, verdict: 'wrong', found: [], advice: '' }, { line: 'dkim-rsa', host: `bijeen-abcdefgh-rsa._domainkey.${OWN_DOMAIN.domain}`, verdict: 'missing', found: [], advice: '' }, { line: 'dmarc', host: `_dmarc.${OWN_DOMAIN.domain}`, verdict: 'right', found: [], advice: '' },
];
const NEWS: CompanionNews[] = [{ what: 'asked-along', who: 'Kees Postma' }, { what: 'matched', who: 'Kees Postma' }, { what: 'partner-lost', who: 'Kees Postma', until: 'donderdag 4 maart 2027' }, { what: 'not-needed', who: 'mevrouw F. Bos' }, { what: 'substitute-declined', who: 'Kees Postma' }];

/** Every mail that the product writes, each with its variants, made by the code that makes the real ones. */
export async function mailSamples(web: TestWeb, actor: Actor, meetingId: string): Promise<MailSample[]> {
  const { meeting, host, sender } = await web.app.get(TenantDatabase, { strict: false }).transaction(actor, async (tx) => {
    const organisation = await senderOfMails(tx, actor.organisationId);
    return { meeting: await loadMeeting(tx, meetingId), host: organisation, sender: { name: organisation.senderName, replyTo: organisation.replyTo, colour: organisation.colour } };
  });
  const about = { meeting, host };
  const made = (kind: MailKind, variant: string, content: MailContent, { values = PERSON, look = variant }: { values?: Record<string, string>; look?: string } = {}): MailSample => ({ kind, variant, name: named(kind, look), ...renderMail(content, { values }, LINKS) });
  return [
    ...(await previewed(web, actor, meeting)),
    ...Object.entries(ANSWERS).map(([look, answer]) => made('confirmation', answer.waitsBecause ? 'waiting' : (answer.coming ?? 'yes'), confirmationMail({ ...ANSWER, ...answer }, about), { look })),
    ...Object.entries(STANDINGS).map(([variant, standing]) => made('change', variant, changeMail({ ...about, standing }), { look: standing })),
    ...Object.values(MOVE_MAILS).flatMap(({ mail, content }) => MOVE_VARIANTS.filter((variant) => mail !== 'asked-again' || variant !== 'declined').map((variant) => made(mail, variant, content({ ...about, variant, formerStartsAt: new Date('2027-02-04T12:30:00Z'), viaSecretariat: variant === 'waiting', wasPostponed: variant === 'none' })))),
    made('offer', '', offerMail({ ...about, until: new Date('2027-02-18T16:00:00Z') })),
    made('offer-over', '', offerOverMail(about)),
    ...NEWS.map((news) => made('companion', news.what, companionMail(news, about))),
    ...COPIES.map((news) => made('secretariat-copy', news.what, secretariatCopy(news, about))),
    ...[false, true].map((reminder) => made('date-poll', reminder ? 'reminder' : '', datePollMail({ ...about, options: dates(meeting), introduction: 'Wij willen graag dat juist u erbij bent.', deadline: meeting.answerBy, reminder }))),
    made('new-date', '', newDateMail({ meeting, url: `${LINK}/b/inspiratiebijeenkomst-zwolle`, sender }), { values: { aanhef: PERSON.aanhef } }),
    made('new-date', '', newDateMail({ meeting, url: null, sender }), { values: { aanhef: PERSON.aanhef }, look: 'unpublished' }),
    ...Object.entries({ asked: askedMail, refused: refusedMail, 'already-invited': alreadyInvitedMail }).map(([variant, mail]) => made('registration', variant, mail({ meeting, sender }))),
    made('decision', '', decisionMail({ meeting, parts: [{ part: 'aldermen', needed: 4, coming: 3 }, { part: 'boardMembers', needed: 6, coming: 7 }], expected: { low: 18, likely: 21, high: 23, sample: 40 }, url: `${LINK}/bijeenkomsten/${meeting.id}/besluit`, sender }), { values: {} }),
    made('sender-domain', 'broken', brokenDomainMail({ ...OWN_DOMAIN, since: meeting.answerBy, platformDomain: 'bijeen.example.org', findings: BROKEN_LINES }), { values: COLLEAGUE }),
    made('sender-domain', 'mended', mendedDomainMail(OWN_DOMAIN), { values: COLLEAGUE }),
    ...(await waysIn(web, actor)),
  ];
}

/** What an organiser can see before it leaves, with the texts as they stand. */
async function previewed(web: TestWeb, actor: Actor, meeting: Meeting): Promise<MailSample[]> {
  const invitation = await web.app.get(InviteMail, { strict: false }).preview(actor, meeting.id);
  const variant = invitation.viaSecretariat ? 'secretariat' : '';
  const planned = PLANNED_KINDS.flatMap((kind) => variantsOf(kind).map(async (variant): Promise<MailSample> => ({ ...(await web.app.get(PlannedMailTexts, { strict: false }).preview(actor, meeting.id, { kind, variant })), kind, variant, name: named(kind, variant) })));
  return [
    { ...invitation, kind: 'invitation', variant, name: named('invitation', variant) },
    { ...invitation, kind: 'test', variant: '', name: named('test', ''), subject: `Test: ${invitation.subject}` },
    ...(await Promise.all(planned)),
  ];
}

/** The mails with which people get in, as they really left: a colleague was added, and asked for a link. */
async function waysIn(web: TestWeb, actor: Actor): Promise<MailSample[]> {
  const tom = { name: 'Tom Aarts', email: 'tom@werkplaats.example.nl', role: 'organiser' as const };
  await web.app.get(MembersService, { strict: false }).invite(actor, tom);
  await web.app.get(SignInByMail, { strict: false }).ask(tom.email, { ip: '203.0.113.7' });
  const catcher = web.app.get(MailCatcher, { strict: false });
  const caught = async (variant: string, subject: string): Promise<MailSample> => {
    const find = async (): Promise<{ id: string } | undefined> => (await catcher.summaries(await catcher.list({ to: tom.email }))).find((mail) => mail.subject === subject);
    await until(async () => (await find()) !== undefined);
    const { html, text } = (await catcher.read((await find())!.id))!;
    return { kind: 'sign-in', variant, name: named('sign-in', variant), subject, html, text };
  };
  return [await caught('', 'Je link om in te loggen bij Bijeen'), await caught('welcome', 'Je kunt inloggen bij Bijeen')];
}

function dates({ startsAt }: Meeting): { id: string; startsAt: Date; endsAt: Date }[] {
  return [0, 7, 12].map((days) => ({ id: `${days}`, startsAt: new Date(startsAt.getTime() + days * 86_400_000), endsAt: new Date(startsAt.getTime() + days * 86_400_000 + 12_600_000) }));
}

function named(kind: string, variant: string): string {
  return variant === '' ? kind : `${kind}-${variant}`;
}
