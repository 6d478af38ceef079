/** What the corpus needs to know about the database: tokens by what is the matter with them. */
export interface CorpusTokens {
  good: string;
  nextStep: string;
  unsubscribe: string;
  revoked: string;
  expired: string;
  expiresSoon: string;
  /** A good link of another organisation, to its own invitation. */
  stranger: string;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** One request as it may come in, with the status that is right and the answer that must stand afterwards. */
export interface CorpusCase {
  name: string;
  method?: Method;
  /** After `/u/`; the good token when absent. */
  path?: (tokens: CorpusTokens) => string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sent as a form when there are no headers. */
  status: number;
  /** `none` when absent. */
  answer?: 'yes' | 'no' | 'maybe';
}

const RANDOM = 'abcdefghijklmnopqrstuvwxyz';
const YES = 'coming=yes';
const say = (status: number, answer?: CorpusCase['answer']): Pick<CorpusCase, 'status' | 'answer'> => ({ status, ...(answer && { answer }) });

/** Tokens as mail programs, gateways and people deliver them. The same row is asked by GET and by POST. */
const TOKENS: [name: string, path: (tokens: CorpusTokens) => string, get: number, post: number][] = [
  ['as it is', ({ good }) => good, 200, 303],
  ['in capitals', ({ good }) => good.toUpperCase(), 200, 303],
  ['half in capitals', ({ good }) => good.slice(0, 13).toUpperCase() + good.slice(13), 200, 303],
  ...[')', '.', ',', ';', ':', '%3E', '%22', "'", '=', '%3D', '%3d', ').', '%5D', '%20', '%0A'].map((glued): [string, (tokens: CorpusTokens) => string, number, number] => [`with ${glued} glued to it`, ({ good }) => good + glued, 200, 303]),
  ['with tracking parameters', ({ good }) => `${good}?utm_source=nieuwsbrief&fbclid=IwAR0`, 200, 303],
  ['with the preselection doubled', ({ good }) => `${good}?antwoord=ja&antwoord=nee`, 200, 303],
  ['with a strange preselection', ({ good }) => `${good}?antwoord=__proto__`, 200, 303],
  ['that expires in a second', ({ expiresSoon }) => expiresSoon, 200, 303],
  ['cut by one', ({ good }) => good.slice(0, 25), 404, 404],
  ['cut in half', ({ good }) => good.slice(0, 13), 404, 404],
  ['with one too many', ({ good }) => `${good}a`, 404, 404],
  ['twice', ({ good }) => good + good, 404, 404],
  ['with a bracket before it', ({ good }) => `(${good}`, 404, 404],
  ['with one letter wrong', ({ good }) => (good.startsWith('a') ? 'b' : 'a') + good.slice(1), 404, 404],
  ['with a hyphen in it', ({ good }) => `${good.slice(0, 10)}-${good.slice(11)}`, 404, 404],
  ['with digits that base32 lacks', () => '01890189018901890189018901', 404, 404],
  ['that was never made', () => RANDOM, 404, 404],
  ['of zero letters', () => '', 404, 404],
  ['with a NUL', ({ good }) => `${good.slice(0, 20)}%00${good.slice(20)}`, 422, 422],
  ['that climbs', () => '..%2f..%2fetc%2fpasswd', 404, 404],
  ['with half a percent sign', () => '%E0%A4%A', 404, 404],
  ['of 10,000 letters', () => 'a'.repeat(10_000), 404, 404],
  ['that is SQL', () => "'%20or%201=1--", 404, 404],
  ['that is HTML', () => '%3Cscript%3Ealert(1)%3C%2Fscript%3E', 404, 404],
  ['called __proto__', () => '__proto__', 404, 404],
  ['called constructor', () => 'constructor', 404, 404],
  ['in Greek', () => encodeURIComponent('αβγδεζηθικλμνξοπρστυφχψωας'), 404, 404],
  ['with a page that does not exist', ({ good }) => `${good}/beheer`, 404, 404],
  ['made for the next step', ({ nextStep }) => nextStep, 404, 404],
  ['made for opting out', ({ unsubscribe }) => unsubscribe, 404, 404],
  ['that was revoked', ({ revoked }) => revoked, 410, 410],
  ['that has expired', ({ expired }) => expired, 410, 410],
  ['of another organisation', ({ stranger }) => stranger, 200, 303],
];
const OWN = new Set(['as it is', 'in capitals', 'half in capitals', 'with tracking parameters', 'with the preselection doubled', 'with a strange preselection', 'that expires in a second']);

/** Methods, content types and shapes of bodies. */
const FORM = 'application/x-www-form-urlencoded';
const SHAPES: [name: string, headers: Record<string, string>, body: string | Buffer, verdict: Pick<CorpusCase, 'status' | 'answer'>][] = [
  ['form', { 'content-type': FORM }, YES, say(303, 'yes')],
  ['form with charset', { 'content-type': `${FORM}; charset=utf-8` }, YES, say(303, 'yes')],
  ['form with charset in capitals', { 'content-type': `${FORM};charset=UTF-8` }, YES, say(303, 'yes')],
  ['form in capitals', { 'content-type': FORM.toUpperCase() }, YES, say(303, 'yes')],
  ['form with space before the semicolon', { 'content-type': `${FORM} ; charset=utf-8` }, YES, say(303, 'yes')],
  ['form with a space before it', { 'content-type': ` ${FORM}` }, YES, say(303, 'yes')],
  ['JSON', { 'content-type': 'application/json' }, '{"coming":"no"}', say(303, 'no')],
  ['JSON with charset', { 'content-type': 'application/json; charset=utf-8' }, '{"coming":"no"}', say(303, 'no')],
  ['plain text', { 'content-type': 'text/plain' }, YES, say(415)],
  ['XML', { 'content-type': 'application/xml' }, '<coming>yes</coming>', say(415)],
  ['bytes', { 'content-type': 'application/octet-stream' }, YES, say(415)],
  ['a type that is none', { 'content-type': 'form' }, YES, say(415)],
  ['a type with a tab', { 'content-type': `${FORM}\tx` }, YES, say(415)],
  ['JSON with a tab (CVE-2026-33806)', { 'content-type': 'application/json\tx' }, '{"coming":"yes"}', say(415)],
  ['no body', { 'content-type': FORM }, '', say(422)],
  ['broken JSON', { 'content-type': 'application/json' }, '{"coming":', say(400)],
  ['JSON null', { 'content-type': 'application/json' }, 'null', say(422)],
  ['JSON list', { 'content-type': 'application/json' }, '[{"coming":"yes"}]', say(422)],
  ['JSON text', { 'content-type': 'application/json' }, '"yes"', say(422)],
  ['JSON number', { 'content-type': 'application/json' }, '1', say(422)],
  ['JSON with __proto__', { 'content-type': 'application/json' }, '{"__proto__":{"coming":"yes"}}', say(400)],
  ['JSON with constructor', { 'content-type': 'application/json' }, '{"constructor":{"prototype":{"coming":"yes"}}}', say(400)],
  ['JSON with coming twice', { 'content-type': 'application/json' }, '{"coming":"yes","coming":"no"}', say(303, 'no')],
  ['JSON with coming in a list', { 'content-type': 'application/json' }, '{"coming":["yes"]}', say(422)],
  ['JSON with coming in an object', { 'content-type': 'application/json' }, '{"coming":{"toString":"yes"}}', say(422)],
  ['JSON with coming true', { 'content-type': 'application/json' }, '{"coming":true}', say(422)],
  ['JSON with a number as remark', { 'content-type': 'application/json' }, '{"coming":"yes","remark":7}', say(422)],
  ['JSON with null as remark', { 'content-type': 'application/json' }, '{"coming":"yes","remark":null}', say(303, 'yes')],
  ['field twice', { 'content-type': FORM }, 'coming=yes&coming=no', say(422)],
  ['field twice, alike', { 'content-type': FORM }, 'coming=yes&coming=yes', say(422)],
  ['remark twice', { 'content-type': FORM }, 'coming=yes&remark=a&remark=b', say(422)],
  ['field with brackets', { 'content-type': FORM }, 'coming[]=yes', say(422)],
  ['field with a key', { 'content-type': FORM }, 'coming[a]=yes', say(422)],
  ['__proto__ beside it', { 'content-type': FORM }, '__proto__=x&coming=yes', say(400)],
  ['__proto__ instead', { 'content-type': FORM }, '__proto__[coming]=yes', say(422)],
  ['constructor beside it', { 'content-type': FORM }, 'constructor=x&coming=yes', say(303, 'yes')],
  ['a stranger’s organisation beside it', { 'content-type': FORM }, 'coming=yes&organisationId=0&invitationId=0&meetingId=0', say(303, 'yes')],
  ['a thousand fields', { 'content-type': FORM }, `${Array.from({ length: 990 }, (_, index) => `f${index}=x`).join('&')}&coming=yes`, say(303, 'yes')],
  ['half a percent sign', { 'content-type': FORM }, 'coming=yes&remark=%', say(303, 'yes')],
  ['percent signs that are no UTF-8', { 'content-type': FORM }, 'coming=yes&remark=%FF%FE', say(303, 'yes')],
  ['Latin-1 bytes', { 'content-type': FORM }, Buffer.from('coming=yes&remark=caf\xe9', 'latin1'), say(303, 'yes')],
  ['only ampersands', { 'content-type': FORM }, '&&&&', say(422)],
  ['2 MB', { 'content-type': FORM }, `coming=yes&remark=${'x'.repeat(2_000_000)}`, say(413)],
  ['10 MB', { 'content-type': FORM }, `coming=yes&remark=${'x'.repeat(10_000_000)}`, say(413)],
  ['100 KB remark', { 'content-type': FORM }, `coming=yes&remark=${'x'.repeat(100_000)}`, say(422)],
  ['from another website, without cookies', { 'content-type': FORM, origin: 'https://evil.example.org', 'sec-fetch-site': 'cross-site' }, YES, say(303, 'yes')],
];

/** Values, good and bad. */
const enc = encodeURIComponent;
const VALUES: [form: string, verdict: Pick<CorpusCase, 'status' | 'answer'>][] = [
  ['coming=yes', say(303, 'yes')], ['coming=no', say(303, 'no')], ['coming=maybe', say(303, 'maybe')],
  ['coming=no&reason=date', say(303, 'no')], ['coming=no&reason=not-my-subject', say(303, 'no')], ['coming=no&reason=someone-else', say(303, 'no')], ['coming=no&reason=other&reasonText=Ziek', say(303, 'no')],
  ['coming=no&reasonText=Ziek', say(303, 'no')], ['coming=no&reason=', say(303, 'no')], ['coming=yes&reason=date', say(303, 'yes')], ['coming=maybe&diet=noten', say(303, 'maybe')],
  [`coming=yes&remark=${enc('Ik kom met de trein van 12.04 uur.')}`, say(303, 'yes')], [`coming=yes&remark=${enc("O'Brien; drop table invitation;--")}`, say(303, 'yes')],
  [`coming=yes&remark=${enc('<script>alert(1)</script>')}`, say(303, 'yes')], [`coming=yes&remark=${enc('regel 1\r\nregel 2\r\n.\r\n')}`, say(303, 'yes')], [`coming=yes&remark=${enc('\u0000nul')}`, say(422)],
  [`coming=yes&remark=${enc('\u202Eomgekeerd')}`, say(303, 'yes')], [`coming=yes&remark=${enc('👩🏽‍🚀 é é ﬁ')}`, say(303, 'yes')], [`coming=yes&remark=${enc('{aanhef} {{x}} ${y} <%= z %>')}`, say(303, 'yes')],
  ['coming=yes&remark=%20%20%20', say(303, 'yes')], [`coming=yes&remark=${enc('\u200b\u00a0\u2003')}`, say(303, 'yes')], ['coming=yes&remark=', say(303, 'yes')], [`coming=yes&remark=${'x'.repeat(1000)}`, say(303, 'yes')],
  [`coming=yes&remark=${'x'.repeat(1001)}`, say(422)], [`coming=yes&diet=${'x'.repeat(500)}&access=${'x'.repeat(500)}`, say(303, 'yes')], [`coming=yes&diet=${'x'.repeat(501)}`, say(422)], [`coming=yes&access=${'x'.repeat(501)}`, say(422)],
  [`coming=no&reasonText=${'x'.repeat(501)}`, say(422)], ['coming=yes&diet=veganistisch', say(303, 'yes')], ['coming=yes&forgetWishes=ja', say(303, 'yes')], ['coming=yes&forgetWishes=nee', say(303, 'yes')],
  ['coming=', say(422)], ['coming=ja', say(422)], ['coming=YES', say(422)], ['coming=%20yes', say(422)], ['coming=none', say(422)], ['coming=substitute', say(422)], ['coming=1', say(422)], ['coming=true', say(422)], ['coming=yes%00', say(422)],
  ['coming=toString', say(422)], ['coming=__proto__', say(422)], ['Coming=yes', say(422)], ['antwoord=ja', say(422)], ['remark=alleen', say(422)], ['coming=no&reason=geen', say(422)], ['coming=no&reason=__proto__', say(422)], ['coming=yes&guests=-1', say(303, 'yes')], ['coming=yes&guests=99999999999', say(303, 'yes')],
];

const OTHER_METHODS: CorpusCase[] = (['PUT', 'PATCH', 'DELETE'] as const).map((method) => ({ name: `${method} of a form`, method, body: YES, status: 404 }));
const READING: CorpusCase[] = [
  ...(['', '?antwoord=ja', '?antwoord=nee', '?antwoord=misschien', '?antwoord=', '?antwoord[]=ja', '?coming=yes', '?_method=POST&coming=yes'].map((query): CorpusCase => ({ name: `GET with ${query || 'nothing'}`, method: 'GET', path: ({ good }) => good + query, status: 200 }))),
  { name: 'GET that says it is a POST', method: 'GET', headers: { 'x-http-method-override': 'POST' }, status: 200 },
  { name: 'GET with a body', method: 'GET', headers: { 'content-type': FORM }, body: YES, status: 200 },
  { name: 'GET of the thank-you page before the answer', method: 'GET', path: ({ good }) => `${good}/bedankt`, status: 200 },
  { name: 'GET of the calendar before the answer', method: 'GET', path: ({ good }) => `${good}/agenda.ics`, status: 404 },
  { name: 'HEAD', method: 'HEAD', status: 200 },
  { name: 'HEAD with a preselection', method: 'HEAD', path: ({ good }) => `${good}?antwoord=ja`, status: 200 },
  { name: 'OPTIONS', method: 'OPTIONS', status: 404 },
  { name: 'GET with a strange Accept', method: 'GET', headers: { accept: 'image/webp' }, status: 200 },
  { name: 'GET with stale cookies', method: 'GET', headers: { cookie: 'bijeen.session_token=oud; x=%00' }, status: 200 },
  { name: 'GET with a false host', method: 'GET', headers: { host: 'evil.example.org' }, status: 200 },
  { name: 'POST of the thank-you page', path: ({ good }) => `${good}/bedankt`, body: YES, status: 404 },
  { name: 'POST of the calendar', path: ({ good }) => `${good}/agenda.ics`, body: YES, status: 404 },
];

/** The bad-input corpus of reliability.md section 9, row "RSVP forms", each with its verdict; more than a tenth is good. */
export const CORPUS: CorpusCase[] = [
  ...TOKENS.map(([name, path, status]): CorpusCase => ({ name: `GET with a token ${name}`, method: 'GET', path, status })),
  ...TOKENS.map(([name, path, , status]): CorpusCase => ({ name: `POST with a token ${name}`, path, body: YES, status, ...((OWN.has(name) || name.includes('glued')) && { answer: 'yes' }) })),
  ...SHAPES.map(([name, headers, body, verdict]): CorpusCase => ({ name: `POST of ${name}`, headers, body, ...verdict })),
  ...VALUES.map(([body, verdict]): CorpusCase => ({ name: `POST of ${body.slice(0, 60)}${body.length > 60 ? `… (${body.length})` : ''}`, body, ...verdict })),
  ...OTHER_METHODS,
  ...READING,
];
