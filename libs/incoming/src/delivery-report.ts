import { bounceKind, type BounceKind } from '@bijeen/mail';
import type { Email } from 'postal-mime';
import { header, partText, writtenText } from './read-incoming.js';

export type ReportedAction = 'failed' | 'delayed' | 'delivered';

/** What a report says about our mail to one address. */
export interface DeliveryReport {
  action: ReportedAction;
  kind: BounceKind;
  /** What the mail server said, one line. */
  text: string;
  /** Our own token, where the report gives it back (RFC 3461 4.4). */
  envelopeId: string | null;
}

type Fields = Map<string, string>;

const STATUS = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;
const MOST_TEXT = 300;

/**
 * The machine's part of a report (RFC 3464; RFC 6533 for addresses in UTF-8); nothing when there is none. Of several recipients the one
 * counts whose address ours is; without it the worst, for our mail has one recipient and the others are where it was sent on to.
 */
export function machineReport(email: Email, ours: string): DeliveryReport | undefined {
  const part = email.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status' || mimeType === 'message/global-delivery-status');
  if (!part) return undefined;
  const [message, ...recipients] = groups(partText(part.content));
  if (!message || recipients.length === 0) return message && actionIn(message) ? judged(email, message, message) : undefined;
  const named = recipients.find((each) => addressIn(each, 'original-recipient') === ours) ?? recipients.find((each) => addressIn(each, 'final-recipient') === ours);
  return judged(email, message, named ?? recipients.find((each) => actionIn(each) === 'failed') ?? recipients[0]!);
}

/** A report in words only: those of qmail, Exchange, and many others. Only the address that it came to says which mail it is about. */
export function wordyReport(email: Email): DeliveryReport {
  const subject = email.subject ?? '';
  const words = withoutOriginal(writtenText(email));
  const status = STATUS.exec(words)?.[1] ?? null;
  const waits = /delay|vertraag|nog niet bezorgd|verz[öo]ger|retard[ée]|warning: (could not|message)|still (being )?retried/i.test(subject);
  return { action: waits ? 'delayed' : 'failed', kind: bounceKind(status, words), text: oneLine(sentenceWith(words, status) || subject), envelopeId: null };
}

function judged(email: Email, message: Fields, recipient: Fields): DeliveryReport {
  const diagnostic = (recipient.get('diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '');
  const words = diagnostic || withoutOriginal(writtenText(email));
  const stated = STATUS.exec(recipient.get('status') ?? '')?.[1] ?? null;
  const status = stated === null || /^5\.0\.0$/.test(stated) ? (STATUS.exec(words)?.[1] ?? stated) : stated;
  const action = actionIn(recipient) ?? (status?.startsWith('2') ? 'delivered' : 'failed');
  const envelopeId = message.get('original-envelope-id')?.trim() ?? null;
  return { action, kind: bounceKind(status === '5.0.0' ? null : status, words), text: oneLine(diagnostic || sentenceWith(words, status)), envelopeId };
}

function actionIn(fields: Fields): ReportedAction | undefined {
  const action = /^\s*(\w+)/.exec(fields.get('action') ?? '')?.[1]?.toLowerCase();
  if (action === 'failed' || action === 'delayed') return action;
  return action === 'delivered' || action === 'relayed' || action === 'expanded' ? 'delivered' : undefined;
}

/** `rfc822; anna@example.nl` and `utf-8; …` in the form of our own addresses. */
function addressIn(fields: Fields, name: string): string {
  return (fields.get(name) ?? '').replace(/^[^;]*;/, '').replace(/[<>\s]/g, '').toLowerCase();
}

/** Groups of fields, with an empty line between them; lines that begin with space belong to the one before. */
function groups(text: string): Fields[] {
  const blocks = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ').split(/\n[ \t]*\n/);
  return blocks.map(fieldsIn).filter((fields) => fields.size > 0);
}

function fieldsIn(block: string): Fields {
  return new Map(block.split('\n').flatMap((line): [string, string][] => {
    const found = /^([\w-]+)[ \t]*:(.*)$/.exec(line);
    return found ? [[found[1]!.toLowerCase(), found[2]!.trim()]] : [];
  }));
}

/** What the server wrote, without the copy of our own mail below it. */
function withoutOriginal(text: string): string {
  const copy = /^[ \t>]*-{2,}[^\n]*(copy|original|below this line|oorspronkelijk|urspr[üu]nglich|d.origine)[^\n]*$|^(original message headers|oorspronkelijke berichtkoppen|diagnostic information for administrators|received: from )/im.exec(text);
  return (copy && copy.index > 0 ? text.slice(0, copy.index) + diagnostics(text.slice(copy.index)) : text).slice(0, 8_000);
}

/** Exchange puts what the other server said under its own heading. */
function diagnostics(text: string): string {
  return /^diagnostic information for administrators/i.test(text) ? (text.split(/^original message headers/im)[0] ?? '') : '';
}

function sentenceWith(words: string, status: string | null): string {
  const lines = words.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => status !== null && line.includes(status)) ?? lines.find((line) => /(?<!\d)[45]\d\d[ -]/.test(line)) ?? lines.slice(0, 3).join(' ');
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ').trim();
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT).replace(/\p{Cs}/gu, '')}…` : line;
}

const DAEMON = /^(mailer-daemon|postmaster|mail-?daemon|mdaemon|maildelivery|mail\.?delivery\w*|microsoftexchange\w*|bounces?)([+\-.][^@]*)?@/i;
const FAILURE = /undeliver|onbestelbaar|niet (bezorgd|besteld|afgeleverd)|kon niet worden|unzustellbar|nicht zugestellt|non[- ](remis|distribu)|[ée]chec|failure notice|delivery (status notification|failure|has failed|failed|error|report)|mail (delivery )?(failed|failure|system)|returned (mail|to sender)|could not (be delivered|send)|bezorg(ing|fout)|rejected:|not delivered|delivery (delayed|is delayed)|vertraag|verz[öo]ger/i;

/** Whether a mail without a machine's part is a report, and not a person or an automatic answer. */
export function isWordyReport(email: Email, envelopeFrom: string): boolean {
  const daemon = DAEMON.test(email.from?.address ?? '') || DAEMON.test(envelopeFrom);
  if (header(email, 'auto-submitted').trim().toLowerCase().startsWith('auto-replied') && !daemon) return false;
  return daemon || header(email, 'x-failed-recipients') !== '' || ((envelopeFrom === '' || header(email, 'auto-submitted') !== '') && FAILURE.test(email.subject ?? ''));
}
