import { encode, wrap } from 'nodemailer/lib/qp';

/** RFC 2045 6.7: at most 76 characters on a line, the `=` of a soft break included. */
const LINE = 76;
/** RFC 2047: lines with encoded words have at most 76 characters; 36 bytes become 48 of base64, which leaves room for the header name. */
const WORD_BYTES = 36;

/** Short and made of characters that stand for themselves, with no space at the end (RFC 2045 6.7): most names, dates and links. */
const AS_IT_IS = /^(?:[ -<>-~]{0,74}[!-<>-~])?$/;

/** Text as quoted-printable lines, ready to stand between two soft line breaks. */
export function quotedPrintable(text: string): string {
  if (AS_IT_IS.test(text)) return text;
  return wrap(encode(text.replace(/\r\n?|\n/g, '\r\n')), LINE - 1);
}

/** Base64 in lines of 76 characters. */
export function base64Lines(content: string | Buffer): string {
  const encoded = (typeof content === 'string' ? Buffer.from(content, 'utf8') : content).toString('base64');
  let lines = encoded.slice(0, LINE);
  for (let at = LINE; at < encoded.length; at += LINE) lines += `\r\n${encoded.slice(at, at + LINE)}`;
  return lines;
}

/** `Name: value` for a text that people read, folded; anything but plain ASCII becomes encoded words (RFC 2047). */
export function textHeader(name: string, value: string): string {
  return `${name}: ${headerWords(value, name.length + 2)}\r\n`;
}

/** A display name with an address, as `To` and `From` want it (RFC 5322 3.4). The address must have passed `parseEmail`. */
export function mailboxHeader(name: string, displayName: string, address: string): string {
  if (displayName === '') return `${name}: ${address}\r\n`;
  const quoted = isPlain(displayName) && displayName.length <= 60 ? `"${displayName.replace(/["\\]/g, '\\$&')}"` : encodedWords(displayName);
  const last = quoted.slice(quoted.lastIndexOf('\n') + 1);
  const fits = last.length + address.length + 3 + (last === quoted ? name.length + 2 : 0) <= LINE;
  return `${name}: ${quoted}${fits ? ' ' : '\r\n '}<${address}>\r\n`;
}

/** A moment as RFC 5322 writes it, in UTC. */
export function dateHeader(moment: Date): string {
  return `Date: ${moment.toUTCString().replace('GMT', '+0000')}\r\n`;
}

function headerWords(value: string, before: number): string {
  if (!isPlain(value) || value.split(' ').some((word) => word.length > LINE - 2)) return encodedWords(value);
  let line = before;
  let result = '';
  for (const word of value.split(' ')) {
    const folds = result !== '' && line + 1 + word.length > LINE;
    result += result === '' ? word : `${folds ? '\r\n ' : ' '}${word}`;
    line = folds ? 1 + word.length : line + 1 + word.length;
  }
  return result;
}

/** Printable ASCII that nobody can take for an encoded word. */
function isPlain(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?');
}

function encodedWords(value: string): string {
  const words: string[] = [];
  let word = '';
  let bytes = 0;
  for (const character of value) {
    const size = Buffer.byteLength(character);
    if (bytes + size > WORD_BYTES) {
      words.push(word);
      word = '';
      bytes = 0;
    }
    word += character;
    bytes += size;
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
