/** How calendar programs write their replies: as seen in the wild, with made-up people. */
export const UID = '5b0c3f0a-7d1e-4c57-9b0e-2f6c1d9a8e42@bijeen.example.org';
export const OTHER_UID = '9a1d7c34-02b6-4f6d-8e11-6b7f0c5d2a90@bijeen.example.org';
const GUEST = 'f.bos@zwolle.example.nl';
const ORGANISER = 'antwoord@bijeen.example.org';

const ZONE = ['BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'];
const WINDOWS = { start: ';TZID=W. Europe Standard Time:20270311T133000', end: ';TZID=W. Europe Standard Time:20270311T170000', zone: ZONE };

/** Per program: who made it, how it names the guest, what it leaves out and adds, and how the mail around it looks. */
export const SHAPES = {
  outlook: { product: '-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN', attendee: (status, more, who) => `ATTENDEE;PARTSTAT=${status}${more};CN="Bos, F.":mailto:${who}`, ...WINDOWS, extra: ['SUMMARY;LANGUAGE=nl:Geaccepteerd: Inspiratiebijeenkomst', 'X-MICROSOFT-CDO-BUSYSTATUS:BUSY', 'X-MS-OLK-CONFTYPE:0'], around: 'alternative', encoding: 'base64' },
  exchange: { product: 'Microsoft Exchange Server 2010', organiser: null, attendee: (status, more, who) => `ATTENDEE;PARTSTAT=${status}${more};CN=F. Bos:MAILTO:${who}`, ...WINDOWS, extra: ['COMMENT;LANGUAGE=nl-NL:\\n', 'X-MICROSOFT-CDO-APPT-SEQUENCE:0', 'X-MICROSOFT-CDO-OWNERAPPTID:0', 'CLASS:PUBLIC', 'PRIORITY:5'], around: 'alternative', encoding: 'base64' },
  gmail: { product: '-//Google Inc//Google Calendar 70.9054//EN', attendee: (status, more, who) => `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${status}${more};CN=${who};X-NUM-GUESTS=0:mailto:${who}`, extra: ['CREATED:20270112T080000Z', 'LAST-MODIFIED:20270112T083000Z', 'STATUS:CONFIRMED', 'TRANSP:OPAQUE'], around: 'alternative', headers: ['Sender: Google Calendar <calendar-notification@google.example.org>'] },
  apple: { product: '-//Apple Inc.//macOS 14.2//EN', attendee: (status, more, who) => `ATTENDEE;CN="Fatima Bos";CUTYPE=INDIVIDUAL;EMAIL="${who}";PARTSTAT=${status}${more}:mailto:${who}`, extra: ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'], around: 'mixed' },
  thunderbird: { product: '-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN', attendee: (status, more, who) => `ATTENDEE;CN=F. Bos;PARTSTAT=${status};ROLE=REQ-PARTICIPANT${more}:mailto:${who}`, extra: ['CREATED:20270112T080000Z', 'X-MOZ-SEND-INVITATIONS:TRUE'], around: 'mixed' },
  zimbra: { product: 'Zimbra-Calendar-Provider', attendee: (status, more, who) => `ATTENDEE;CN=F. Bos;PARTSTAT=${status}${more}:mailto:${who}`, extra: ['CLASS:PUBLIC', 'X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY', 'SUMMARY:Accepteren: Inspiratiebijeenkomst'], around: 'alternative' },
  nextcloud: { product: '-//IDN nextcloud.com//Calendar app 4.6.1//EN', attendee: (status, more, who) => `ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=${status}${more};ROLE=REQ-PARTICIPANT:mailto:${who}`, extra: ['REQUEST-STATUS:2.0;Success'], around: 'mixed', from: 'F. Bos via Nextcloud <noreply@cloud.example.nl>', headers: [`Reply-To: F. Bos <${GUEST}>`] },
  iphone: { product: '-//Apple Inc.//iPhone OS 17.2//EN', attendee: (status, more, who) => `ATTENDEE;CN=Fatima;PARTSTAT=${status}${more}:MAILTO:${who.toUpperCase()}`, extra: [], around: 'bare' },
  'open-xchange': { product: 'Open-Xchange', organiser: ';CN=De Werkplaats', attendee: (status, more, who) => `ATTENDEE;CUTYPE=INDIVIDUAL;CN="Bos, Fatima";PARTSTAT=${status}${more}:mailto:${who}`, extra: ['X-MICROSOFT-CDO-ALLDAYEVENT:FALSE'], around: 'alternative', headers: ['Auto-Submitted: auto-generated'] },
};

/** The calendar file alone. */
export function ics({ shape = 'gmail', method = 'REPLY', partstat = 'ACCEPTED', uid = UID, sequence = 0, stamp = '20270112T083000Z', attendee = GUEST, attendeeMore = '', start, end, more = [], events = 1 } = {}) {
  const program = SHAPES[shape];
  const event = [
    'BEGIN:VEVENT', ...(program.organiser === null ? [] : [`ORGANIZER${program.organiser ?? ''}:mailto:${ORGANISER}`]), program.attendee(partstat, attendeeMore, attendee), `UID:${uid}`,
    `DTSTART${start ?? program.start ?? ':20270311T123000Z'}`, `DTEND${end ?? program.end ?? ':20270311T160000Z'}`, `DTSTAMP:${stamp}`, `SEQUENCE:${sequence}`, ...program.extra, ...more, 'END:VEVENT',
  ];
  return ['BEGIN:VCALENDAR', `PRODID:${program.product}`, 'VERSION:2.0', ...(method === null ? [] : [`METHOD:${method}`]), ...(program.zone ?? []), ...Array.from({ length: events }, () => event).flat(), 'END:VCALENDAR', ''].flatMap(folded).join('\r\n');
}

/** A whole mail with a reply in it. */
export function reply(shape, { from, headers = [], messageId = 'one', mimeMethod, encoding, charset = 'utf-8', mark = '\uFEFF', type, damage = (text) => text, ...rest } = {}) {
  const program = SHAPES[shape];
  const text = damage(ics({ shape, ...rest }));
  const method = mimeMethod ?? ('method' in rest ? (rest.method ?? 'REPLY') : 'REPLY');
  const coding = charset === 'utf-16le' ? 'base64' : (encoding ?? program.encoding ?? '7bit');
  const bytes = charset === 'utf-16le' ? Buffer.from(mark + text, 'utf16le') : Buffer.from(text);
  const part = [`Content-Type: ${type ?? `text/calendar; charset=${charset}; method=${method}`}`, `Content-Transfer-Encoding: ${coding}`, '', encoded(bytes, coding), ''];
  return mail({ from: from ?? program.from, headers: [...(program.headers ?? []), ...headers], messageId: `${shape}-${messageId}`, body: wrapped(program.around, part) });
}

/** The same with another time. */
export function counter(shape, more = {}) {
  return reply(shape, { method: 'COUNTER', partstat: 'TENTATIVE', start: ':20270311T140000Z', end: ':20270311T173000Z', ...more });
}

/** A mail around a body that begins with its own headers. */
export function mail({ from = `F. Bos <${GUEST}>`, subject = 'Geaccepteerd: Inspiratiebijeenkomst', headers = [], messageId = 'mail', body }) {
  return [`From: ${from}`, `To: <${ORGANISER}>`, `Subject: ${subject}`, 'Date: Tue, 12 Jan 2027 09:30:05 +0100', `Message-ID: <${messageId}@zwolle.example.nl>`, 'MIME-Version: 1.0', ...headers, ...body].join('\r\n');
}

function wrapped(around, part) {
  if (around === 'bare') return part;
  return [`Content-Type: multipart/${around}; boundary="=_b"`, '', '--=_b', 'Content-Type: text/plain; charset=utf-8', '', 'F. Bos heeft geantwoord.', '', '--=_b', ...part, '--=_b--', ''];
}

function encoded(bytes, coding) {
  if (coding === 'base64') return bytes.toString('base64').match(/.{1,76}/g).join('\r\n');
  if (coding === 'quoted-printable') return bytes.toString().replace(/=/g, '=3D').replace(/[^\r\n]{70}/g, '$&=\r\n');
  return bytes.toString();
}

function folded(line) {
  return line.startsWith('RDATE') || line.includes('{{') ? [line] : (line.match(/^.{1,74}|.{1,73}/g) ?? ['']).map((piece, index) => (index === 0 ? piece : ` ${piece}`));
}
