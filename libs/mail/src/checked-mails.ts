import type { Actor, Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Mailing } from './mail-content.js';
import { MailLedger } from './mail-ledger.js';
import { MailPreflight } from './mail-preflight.js';
import { type BlockingFinding, MailsBlocked } from './mails-blocked.js';
import type { MailsToLeave } from './preflight.js';

/** They can mend a text and try again; a guest, or the clock, cannot. */
const CAN_MEND: readonly unknown[] = ['user', 'token'] satisfies Actor['kind'][];

/**
 * The way into the ledger for mails that follow from an act and that nobody has seen: a certain mistake in one of them is found here
 * (docs/decisions/0021). It asks the database nothing.
 */
@Injectable()
export class CheckedMails {
  constructor(
    private readonly ledger: MailLedger,
    private readonly preflight: MailPreflight,
  ) {}

  /**
   * As `MailLedger.write`, for some mailings that belong together. When `by` is somebody of the organisation, a certain mistake refuses all of what they do;
   * give only the tenant for what must not fail: then the mail waits as a draft, with the reason `blocked`.
   * @throws MailsBlocked `mail.blocked`
   */
  async write(tx: EntityManager, by: Tenant | Actor, mailings: Mailing[]): Promise<{ written: number }> {
    const found = mailings.map((mailing) => this.preflight.blocking([aboutToLeave(mailing)]));
    this.refuse(by, found.flat());
    let written = 0;
    for (const [at, mailing] of mailings.entries()) written += (await this.ledger.write(tx, by, { ...mailing, held: found[at]!.length > 0 })).written;
    return { written };
  }

  /** The same look at mails that wait already, and are about to say something else. @throws MailsBlocked `mail.blocked` */
  check(by: Tenant | Actor, mails: MailsToLeave[]): void {
    this.refuse(by, this.preflight.blocking(mails));
  }

  private refuse(by: Tenant | Actor, findings: BlockingFinding[]): void {
    if ('kind' in by && CAN_MEND.includes(by.kind) && findings.length > 0) throw new MailsBlocked(unique(findings));
  }

  /** Tells the sender; call it after the commit. Never fails. */
  async wake(organisationId: string): Promise<void> {
    await this.ledger.wake(organisationId);
  }
}

/** The same mistake in several texts is one thing to mend. */
function unique(findings: BlockingFinding[]): BlockingFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.kind} ${finding.code} ${finding.what} ${finding.where}`, finding])).values()];
}

function aboutToLeave({ kind, content, recipients }: Mailing): MailsToLeave {
  const people = recipients.map(({ name, address, values }) => ({ name, address, values, function: null, municipality: null, viaSecretariat: false }));
  return { kind, texts: [{ content, people }] };
}
