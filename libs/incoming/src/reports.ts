import { ReturnAddresses } from '@bijeen/mail';
import { Injectable } from '@nestjs/common';
import { Bounces } from './bounces.js';
import { isComplaint } from './complaint.js';
import { Complaints } from './complaints.js';
import { type DeliveryReport, isWordyReport, machineReport, wordyReport } from './delivery-report.js';
import type { Filing } from './incoming-file.js';
import type { IncomingMail } from './incoming-mail.js';

type Shown = Pick<Filing, 'from' | 'subject' | 'body' | 'absentUntil'>;

/** Reads what machines say about a mail of ours: that it came back, waits, was delivered, or was marked as spam. */
@Injectable()
export class Reports {
  constructor(
    private readonly addresses: ReturnAddresses,
    private readonly bounces: Bounces,
    private readonly complaints: Complaints,
  ) {}

  /** What to do with a report; nothing when the mail is none. */
  read({ email, envelopeFrom, about, to }: IncomingMail, shown: Shown): Filing | undefined {
    if (isComplaint(email)) return { kind: 'complaint', verdict: 'applied', reason: '', ...shown, effect: async (tx, now) => this.complaints.take(tx, about, now) };
    const report = machineReport(email, about.address ?? '') ?? (isWordyReport(email, envelopeFrom) ? wordyReport(email) : undefined);
    if (!report) return undefined;
    if (this.contradicts(report, to)) return { kind: 'bounce', verdict: 'quarantined', reason: 'Dit bericht spreekt zichzelf tegen: het noemt twee verschillende mails.', ...shown };
    if (report.action === 'delayed') return { kind: 'delay', verdict: 'kept', reason: 'De mail is nog niet bezorgd. De mailserver blijft het proberen.', ...shown };
    if (report.action === 'delivered') return { kind: 'delay', verdict: 'ignored', reason: 'De mailserver meldt dat de mail is bezorgd of doorgestuurd.', ...shown };
    return { kind: 'bounce', verdict: 'kept', reason: '', ...shown, effect: async (tx, now) => this.bounces.take(tx, about, report, now) };
  }

  /** The token in the address and the one in the report (ENVID) must be the same. Somebody else's ENVID proves nothing, and is looked past. */
  private contradicts({ envelopeId }: DeliveryReport, to: string): boolean {
    const claimed = envelopeId === null ? undefined : this.addresses.read(`retour+${envelopeId}@x`);
    return claimed !== undefined && claimed.id !== this.addresses.read(to)?.id;
  }
}
