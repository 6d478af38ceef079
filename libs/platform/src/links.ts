import { createHmac, createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from './config.js';

/** What a personal link may do; a token of one purpose is refused for another (R10). */
export type LinkPurpose = 'answer' | 'next-step' | 'unsubscribe' | 'registration' | 'secretariat';

const PATH: Record<LinkPurpose, string> = { answer: 'u', 'next-step': 'v', unsubscribe: 'afmelden', registration: 'aanvraag', secretariat: 's' };
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN = /^[a-z2-7]{26}$/;
/** As many as 26 characters of 5 bits need. */
const TOKEN_BYTES = 17;
const NONCE_BYTES = 16;

/** A link as the database keeps it: the nonce to make the token again, and the hash to find it by. Neither is usable alone. */
export interface StoredLink {
  nonce: Buffer;
  tokenHash: Buffer;
}

/**
 * Personal links: 130 bits, lower-case base32, one path segment (R10). The token is derived from 128 random bits in the
 * database and the secret of the platform outside it, so that a mail can be composed again after a crash with the same link,
 * while a stolen database holds no usable token.
 */
@Injectable()
export class PersonalLinks {
  private readonly key: KeyObject;

  constructor(private readonly config: Config) {
    this.key = createSecretKey(config.secretKey, 'utf8');
  }

  /** A fresh link for `purpose`; the token itself is not kept. */
  create(purpose: LinkPurpose): StoredLink {
    return this.stored(purpose, randomBytes(NONCE_BYTES));
  }

  /** As `create`, for many at once: each of these with its fresh link. */
  createAll<Wanted extends { purpose: LinkPurpose }>(wanted: Wanted[]): (Wanted & StoredLink)[] {
    const random = randomBytes(NONCE_BYTES * wanted.length);
    return wanted.map((each, at) => ({ ...each, ...this.stored(each.purpose, random.subarray(at * NONCE_BYTES, (at + 1) * NONCE_BYTES)) }));
  }

  private stored(purpose: LinkPurpose, nonce: Buffer): StoredLink {
    return { nonce, tokenHash: hashToken(this.token(purpose, nonce)) };
  }

  /** The token that belongs to a stored nonce. */
  token(purpose: LinkPurpose, nonce: Buffer): string {
    return base32(createHmac('sha256', this.key).update(`${purpose}:`).update(nonce).digest().subarray(0, TOKEN_BYTES)).slice(0, 26);
  }

  /** The address a person opens. */
  url(purpose: LinkPurpose, nonce: Buffer): string {
    return `${this.config.publicUrl}/${PATH[purpose]}/${this.token(purpose, nonce)}`;
  }
}

/**
 * The hash under which a presented token is kept, or null when it cannot be a token. Mail programs change case and glue
 * punctuation to links, so both are forgiven.
 */
export function presentedToken(text: string): Buffer | null {
  const token = text.toLowerCase().replace(/%3d|[)\].,;:>"'=\s]+$/g, '');
  return TOKEN.test(token) ? hashToken(token) : null;
}

/** SHA-256, enough for secrets of 112 bits and more (ASVS 6.5.2). */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** A new random secret of 130 bits in lower-case base32. */
export function randomToken(): string {
  return base32(randomBytes(TOKEN_BYTES)).slice(0, 26);
}

/** RFC 4648 base32 in lower case, without padding. */
export function base32(bytes: Buffer): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
  }
  return text;
}

/** The bytes behind a text of `base32`, in either case; what is no whole byte at the end falls away. The text holds nothing else. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text.toLowerCase()) {
    value = ((value << 5) | ALPHABET.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
