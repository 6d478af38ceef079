/**
 * Writes the corpus of calendar replies (R18): 120 mails as programs and people send them, each with its verdict in manifest.json. Run it only to change the
 * corpus: the files are what counts. Everybody in it is made up.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counter, ics, mail, OTHER_UID, reply, SHAPES, UID } from './reply-shapes.mjs';

const folder = join(import.meta.dirname, 'replies');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
const manifest = [];

/** One mail. `expected`: the verdict, its reason, and the answer afterwards where it changes. */
function add(kind, name, text, expected) {
  const file = `${String(manifest.length + 1).padStart(3, '0')}-${name}.eml`;
  writeFileSync(join(folder, file), text.replace(/\r?\n/g, '\r\n'));
  manifest.push({ file, class: kind, ...expected });
}
const applied = (answer, more = {}) => ({ verdict: 'applied', reason: 'answered', answer, ...more });
const not = (verdict, reason, more = {}) => ({ verdict, reason, ...more });
const ANSWERS = { ACCEPTED: 'yes', DECLINED: 'no', TENTATIVE: 'maybe' };

// 36: what the usual programs send.
for (const shape of Object.keys(SHAPES)) {
  for (const [partstat, answer] of Object.entries(ANSWERS)) add('programs', `${shape}-${partstat.toLowerCase()}`, reply(shape, { partstat }), applied(answer));
  add('programs', `${shape}-delegated`, reply(shape, { partstat: 'DELEGATED', attendeeMore: ';DELEGATED-TO="mailto:p.dejong@zwolle.example.nl"' }), not('to-confirm', 'delegated'));
}

// 18: which version, and when.
for (const [shape, partstat] of [['outlook', 'ACCEPTED'], ['gmail', 'DECLINED'], ['apple', 'TENTATIVE']]) {
  add('versions', `stale-${shape}`, reply(shape, { partstat, sequence: 1 }), not('kept', 'older-version', { given: 'moved' }));
  add('versions', `equal-${shape}`, reply(shape, { partstat, sequence: 2 }), applied(ANSWERS[partstat], { given: 'moved' }));
  add('versions', `future-${shape}`, reply(shape, { partstat, sequence: 7 }), not('quarantined', 'future'));
  add('versions', `older-stamp-${shape}`, reply(shape, { partstat, stamp: '20270110T080000Z' }), not('kept', 'later-answer', { given: 'answered' }));
  add('versions', `repeated-${shape}`, reply(shape, { partstat, messageId: 'again' }), not('ignored', 'repeated', { after: `${shape}-${partstat.toLowerCase()}`, answer: ANSWERS[partstat] }));
}
add('versions', 'out-of-order-no-then-yes', reply('outlook', { partstat: 'ACCEPTED', stamp: '20270112T080000Z' }), not('kept', 'later-answer', { after: 'outlook-declined', answer: 'no' }));
add('versions', 'out-of-order-yes-then-no', reply('thunderbird', { partstat: 'DECLINED', stamp: '20270112T084500Z' }), applied('no', { after: 'thunderbird-accepted' }));
add('versions', 'stamp-in-the-future', reply('zimbra', { partstat: 'DECLINED', stamp: '20300101T000000Z' }), applied('no', { after: 'zimbra-accepted' }));

// 14: another item.
for (const [index, uid] of ['unknown@bijeen.example.org', '040000008200E00074C5B7101A82E008', `x${UID}`].entries()) add('items', `unknown-uid-${index}`, reply('outlook', { uid }), not('quarantined', 'other-meeting'));
for (const shape of ['gmail', 'apple', 'nextcloud']) add('items', `uid-of-another-${shape}`, reply(shape, { uid: OTHER_UID }), not('quarantined', 'other-meeting'));
add('items', 'former-uid', reply('exchange', {}), not('kept', 'older-version', { given: 'renewed' }));
for (const [index, count] of [2, 3, 40].entries()) add('items', `several-events-${index}`, reply('gmail', { events: count }), not('quarantined', 'several-events'));
for (const shape of ['outlook', 'apple']) add('items', `recurrence-id-${shape}`, reply(shape, { more: ['RECURRENCE-ID:20270311T123000Z'] }), not('quarantined', 'series'));
for (const shape of ['gmail', 'zimbra']) add('items', `series-${shape}`, reply(shape, { more: ['RRULE:FREQ=WEEKLY;COUNT=10'] }), not('quarantined', 'series'));

// 18: who speaks.
for (const shape of ['outlook', 'gmail', 'apple', 'thunderbird']) add('people', `stranger-${shape}`, reply(shape, { attendee: 'r.visser@elders.example.nl', from: 'R. Visser <r.visser@elders.example.nl>' }), not('to-confirm', 'stranger'));
for (const shape of ['outlook', 'exchange', 'gmail', 'zimbra']) add('people', `sent-by-${shape}`, reply(shape, { attendeeMore: ';SENT-BY="mailto:secretariaat@zwolle.example.nl"', from: 'Secretariaat <secretariaat@zwolle.example.nl>' }), not('to-confirm', 'sent-by'));
for (const shape of ['outlook', 'apple', 'thunderbird']) add('people', `other-sender-${shape}`, reply(shape, { from: 'K. Postma <k.postma@zwolle.example.nl>' }), not('to-confirm', 'other-sender'));
add('people', 'sent-by-herself', reply('outlook', { attendeeMore: ';SENT-BY="mailto:F.Bos@zwolle.example.nl"' }), applied('yes'));
add('people', 'forged-without-token', reply('gmail', {}), not('dropped', null, { to: 'forged' }));
add('people', 'forged-plain-address', reply('outlook', {}), not('dropped', null, { to: 'plain' }));
add('people', 'forged-token-of-another', reply('apple', { uid: OTHER_UID }), not('to-confirm', 'stranger', { to: 'other' }));
for (const shape of ['gmail', 'outlook']) add('people', `failed-dkim-${shape}`, reply(shape, { headers: [BROKEN_DKIM()] }), applied('yes'));
add('people', 'failed-dkim-other-sender', reply('gmail', { headers: [BROKEN_DKIM()], from: 'F. Bos <f.bos@zwolle-nl.example.org>' }), not('to-confirm', 'other-sender'));

// 12: other things than an answer.
for (const shape of ['outlook', 'gmail']) add('methods', `counter-${shape}`, counter(shape), not('proposal', 'proposal'));
add('methods', 'counter-with-words', counter('zimbra', { more: ['COMMENT:Kan het een uur later?'] }), not('proposal', 'proposal'));
add('methods', 'counter-in-a-zone', counter('exchange', { start: ';TZID=W. Europe Standard Time:20270311T150000', end: ';TZID=W. Europe Standard Time:20270311T183000' }), not('proposal', 'proposal'));
for (const shape of ['outlook', 'apple']) add('methods', `refresh-${shape}`, reply(shape, { method: 'REFRESH' }), not('ignored', 'not-an-answer'));
add('methods', 'publish', reply('apple', { method: 'PUBLISH' }), not('ignored', 'not-an-answer'));
add('methods', 'request', reply('gmail', { method: 'REQUEST' }), not('ignored', 'not-an-answer'));
for (const shape of ['outlook', 'gmail']) add('methods', `no-method-${shape}`, reply(shape, { method: null }), not('quarantined', 'broken'));
for (const shape of ['outlook', 'thunderbird']) add('methods', `two-kinds-${shape}`, reply(shape, { mimeMethod: 'REQUEST' }), not('quarantined', 'two-kinds'));

// 14: what happens on the way.
add('damage', 'folds-without-space', reply('thunderbird', { damage: (text) => text.replace('PARTSTAT=ACCEPTED', 'PARTSTAT=ACC\r\nEPTED') }), applied('yes'));
add('damage', 'folds-in-the-uid', reply('thunderbird', { damage: (text) => text.replace(`UID:${UID}`, `UID:${UID.slice(0, 9)}\r\n ${UID.slice(9)}`) }), applied('yes'));
add('damage', 'lf-only', reply('apple', { encoding: 'base64', damage: (text) => text.replaceAll('\r\n', '\n') }), applied('yes'));
add('damage', 'utf-16', reply('outlook', { charset: 'utf-16le' }), applied('yes'));
add('damage', 'utf-16-without-mark', reply('exchange', { charset: 'utf-16le', mark: '' }), applied('yes'));
add('damage', 'quoted-printable', reply('zimbra', { encoding: 'quoted-printable' }), applied('yes'));
add('damage', 'base64-in-an-attachment', reply('gmail', { encoding: 'base64', type: 'application/ics; name="invite.ics"' }), applied('yes'));
add('damage', 'winmail', mail({ body: ['Content-Type: application/ms-tnef; name="winmail.dat"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="winmail.dat"', '', 'eJ8+IgAAAAA='] }), not('message', null));
add('damage', 'five-megabytes', reply('gmail', { more: ['DESCRIPTION:{{5300000}}'] }), not('quarantined', null));
add('damage', 'two-megabytes', reply('gmail', { more: ['DESCRIPTION:{{2000000}}'] }), not('quarantined', 'too-big'));
add('damage', 'bomb-of-seconds', reply('apple', { more: ['RRULE:FREQ=SECONDLY;COUNT=2000000000'] }), not('quarantined', 'series'));
add('damage', 'bomb-of-days', reply('outlook', { more: [`RDATE:${Array.from({ length: 2000 }, () => '20270311T123000Z').join(',')}`, 'EXRULE:FREQ=SECONDLY;BYSECOND=0'] }), not('quarantined', 'series'));
add('damage', 'cut-off', reply('gmail', { damage: (text) => text.slice(0, text.indexOf('END:VEVENT')) }), not('quarantined', 'broken'));
add('damage', 'garbage', reply('apple', { damage: () => 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID;;=:::\u0001\r\nATTENDEE;PARTSTAT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' }), not('quarantined', 'broken'));

// 8: no reply of a calendar at all.
const words = (subject, text, headers = []) => mail({ subject, headers, body: ['Content-Type: text/plain; charset=utf-8', '', text] });
const quoting = (subject, headers, method) => mail({ subject, headers, body: ['Content-Type: multipart/mixed; boundary="q"', '', '--q', 'Content-Type: text/plain; charset=utf-8', '', 'Ik ben er niet.', '--q', `Content-Type: text/calendar; charset=utf-8; method=${method}`, '', ics({ method }).trimEnd(), '--q--', ''] });
add('no-reply', 'out-of-office', words('Automatisch antwoord: Uitnodiging', 'Ik ben er niet tot 20 januari.', ['Auto-Submitted: auto-replied']), not('message', null));
add('no-reply', 'out-of-office-english', words('Out of office: Uitnodiging', 'I am away until 20 January.', ['X-Autoreply: yes', 'Precedence: bulk']), not('message', null));
add('no-reply', 'out-of-office-quoting-us', quoting('Automatisch antwoord: Uitnodiging', ['Auto-Submitted: auto-replied'], 'REQUEST'), not('ignored', 'automatic'));
add('no-reply', 'out-of-office-as-a-reply', quoting('Automatisch antwoord: Geaccepteerd', ['Auto-Submitted: auto-replied (vacation)'], 'REPLY'), not('ignored', 'automatic'));
add('no-reply', 'human-yes', words('Re: Uitnodiging', 'Ja hoor, ik kom graag.'), not('message', null));
add('no-reply', 'human-no', words('Re: Uitnodiging', 'Helaas, ik kan niet.'), not('message', null));
add('no-reply', 'human-with-our-file', quoting('Re: Uitnodiging', [], 'REQUEST'), not('ignored', 'not-an-answer'));
add('no-reply', 'human-with-words-like-a-calendar', words('Re: Uitnodiging', 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nPARTSTAT=ACCEPTED'), not('message', null));

writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);

function BROKEN_DKIM() {
  return 'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=zwolle.example.nl; s=none; h=from:to:subject; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA';
}
