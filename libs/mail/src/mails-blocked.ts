import { DomainError } from '@bijeen/platform';
import type { MailKind } from './mail-content.js';
import type { Finding } from './preflight.js';

/** Something that stops mails of this kind. */
export interface BlockingFinding extends Finding {
  kind: MailKind;
}

/** In the sentence; programs get all of them. */
const MOST_NAMED = 3;

/** Mails that do not leave, because leaving now would be a mistake for certain. Programs get each finding as well. */
export class MailsBlocked extends DomainError {
  override readonly members: { findings: Omit<BlockingFinding, 'weight'>[] };

  constructor(readonly findings: BlockingFinding[]) {
    const named = findings.slice(0, MOST_NAMED).map(({ what, where, mend }) => `${what} (${where}) ${mend}`);
    super('mail.blocked', { what: named.join(' ') });
    this.members = { findings: findings.map(({ kind, code, what, where, mend }) => ({ kind, code, what, where, mend })) };
  }
}
