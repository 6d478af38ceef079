// G1, G2, G13: from a claimed row to bytes on one thread, without database and network: against nodemailer's composer, the signature alone, and ical-generator.
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { calendarFile } from '../../dist/libs/calendar/src/index.js';
import { invitationMail, invitedValues } from '../../dist/libs/invitations/src/mails/invitation.mail.js';
import { invitationText } from '../../dist/libs/invitations/src/mails/invitation-texts.js';
import { compose, renderMail } from '../../dist/libs/mail/src/index.js';
import { must } from './frame.mjs';

const ROUNDS = 7;
const OURS = 4_000;
const THEIRS = 300;
const MOMENT = new Date('2027-03-11T12:30:00Z');
const MAIL_DOMAIN = 'bijeen.example.org';
const MEETING = {
  title: 'Inspiratiebijeenkomst Zwolle', startsAt: MOMENT, endsAt: new Date(MOMENT.getTime() + 3.5 * 3_600_000), answerBy: new Date(MOMENT.getTime() - 14 * 86_400_000),
  venueName: 'De Werkplaats', venueAddress: 'Grote Markt 1', venuePlace: 'Zwolle', contactName: 'Noor Verhoeven', contactEmail: 'noor@werkplaats.example.nl', contactPhone: '038 123 45 67',
  callToActionAsk: 'Kies een vervolgstap voor uw gemeente.',
  // Makes some 20 KB of HTML, the size for which the goal was set.
  programme: Array.from({ length: 60 }, (_, n) => `- ${9 + (n % 8)}.${n % 6}0 uur: één van de gesprekken aan tafel ${n + 1}, over wat mensen hielp om weer grip te krijgen op hun leven, en wat dat vraagt van uw gemeente.`).join('\n'),
};
const HOST = { name: 'De Werkplaats', senderName: 'De Werkplaats', replyTo: 'info@werkplaats.example.nl', colour: null };

export default async function run(bench) {
  const content = invitationMail(invitationText('alderman'), { meeting: MEETING, host: HOST }, '');
  const splice = await compose({ organisationId: 'bench', kind: 'invitation', content, from: `bijeenkomsten@${MAIL_DOMAIN}`, mailDomain: MAIL_DOMAIN });
  const guests = Array.from({ length: OURS }, (_, number) => guest(number));
  const theirs = guests.slice(0, THEIRS).map((each) => ({ ...each, ...renderMail(content, each, each.links) }));
  const size = await mustBeTheSame(splice(guests[0]), await native(theirs[0]));
  let bytes = 0;
  const each = (count, milliseconds) => milliseconds / 1000 / count;
  const timed = (count, work) => async () => {
    const begun = performance.now();
    for (let index = 0; index < count; index += 1) bytes += (await work(index)).length;
    return each(count, performance.now() - begun);
  };
  const seconds = await bench.interleaved(ROUNDS, {
    compose: timed(OURS, (index) => splice(guests[index])),
    native: timed(THEIRS, async (index) => native(theirs[index])),
    calendar: timed(OURS, (index) => Buffer.from(calendarFile(item(index)))),
  });
  must(bytes > 0, 'nothing was composed');
  return [
    {
      goal: 'G1', what: 'compose: an invitation with a calendar file to bytes, against nodemailer\'s composer, mails/s', ours: 1 / seconds.compose, reference: 1 / seconds.native, ratio: seconds.native / seconds.compose,
      floor: 12, target: 20, spread: [seconds.spread.compose, seconds.spread.native], note: `${(size / 1024).toFixed(1)} KB, unsigned; both read back and compared by postal-mime`,
    },
    {
      goal: 'G13', what: 'calendar file per person by ical-generator, against the invitation it goes with, files/s', ours: 1 / seconds.calendar, reference: 1 / seconds.compose, ratio: seconds.compose / seconds.calendar, spread: [seconds.spread.calendar, seconds.spread.compose],
      note: `${(seconds.calendar * 1e6).toFixed(0)} µs per file; see docs/bench.md for why no file is spliced`,
    },
  ];
}

function guest(number) {
  const address = `persoon-${number}@zwolle.example.nl`;
  const token = String(number).padStart(26, 'a');
  const person = { displayName: `mevrouw A. Persoon ${number}`, salutation: `Geachte mevrouw Persoon ${number}`, function: 'ALDERMAN', title: null, contactOrganisationName: 'Gemeente Zwolle', municipality: 'Zwolle', travelMinutes: 12, source: 'gemeentegids' };
  return {
    address, name: person.displayName, messageId: `<${token}@${MAIL_DOMAIN}>`, date: MOMENT, values: invitedValues(person, { region: 'IJsselland', place: 'Zwolle' }),
    links: { answer: `https://${MAIL_DOMAIN}/u/${token}`, unsubscribe: `https://${MAIL_DOMAIN}/afmelden/${token}` }, calendar: { method: 'REQUEST', ics: calendarFile(item(number)) },
  };
}

function item(number) {
  return {
    method: 'REQUEST', uid: `${number}@${MAIL_DOMAIN}`, sequence: 0, stamp: MOMENT, start: MEETING.startsAt, end: MEETING.endsAt, summary: MEETING.title, location: 'De Werkplaats, Grote Markt 1, Zwolle',
    description: 'Vragen: Noor Verhoeven. Kunt u toch niet komen? Wijzig uw antwoord met de link in onze mail.', organiser: { name: 'De Werkplaats', address: `antwoord+${String(number).padStart(48, 'a')}@${MAIL_DOMAIN}` },
    attendee: { name: `A. Persoon ${number}`, address: `persoon-${number}@zwolle.example.nl` }, partstat: 'NEEDS-ACTION',
  };
}

/** The same mail by nodemailer, from ready texts. */
async function native({ address, name, messageId, date, subject, html, text, links, calendar }) {
  const sender = { name: 'De Werkplaats', address: `bijeenkomsten@${MAIL_DOMAIN}` };
  return new MailComposer({
    from: sender, replyTo: sender, to: { name, address }, messageId, date, subject, html, text, icalEvent: { content: calendar.ics, method: calendar.method, filename: 'bijeenkomst.ics' },
    headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${links.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  }).compile().build();
}

/** A reader must see the same in both; answers the size of ours. */
async function mustBeTheSame(ours, theirs) {
  const [one, other] = [await PostalMime.parse(ours), await PostalMime.parse(theirs)];
  for (const part of ['subject', 'html', 'text', 'messageId']) must(one[part].trim() === other[part].trim(), `the two composers do not agree on the ${part}`);
  must(one.attachments.length === other.attachments.length, 'the two composers do not agree on the calendar file');
  return ours.length;
}
