import { InviteMail } from '@bijeen/invitations';
import { MailDrafts, type MailKind, MailLedger, MailPreflight, type MailTally, type PreflightReport, type PreflightText } from '@bijeen/mail';
import { type PlannedKind, PlannedMailTexts } from '@bijeen/mailings';
import type { Actor } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** Mails of one kind, and what there is to say about them before they leave. */
export interface KindReport {
  kind: MailKind;
  report: PreflightReport;
}

/** Mails that are about to leave: as invitations, from the mail plan, or as drafts. */
export type Leaving = { what: 'invitation' } | { what: 'planned'; kind: PlannedKind } | { what: 'drafts'; kind: MailKind | undefined };

/** What pages say about mails before they leave. */
@Injectable()
export class MailsAboutToLeave {
  constructor(
    private readonly invitations: InviteMail,
    private readonly planned: PlannedMailTexts,
    private readonly drafts: MailDrafts,
    private readonly preflight: MailPreflight,
    private readonly ledger: MailLedger,
  ) {}

  /** One report per kind of mail; none when there is nothing to leave. */
  async look(actor: Actor, meetingId: string, leaving: Leaving): Promise<KindReport[]> {
    const reports: KindReport[] = [];
    for (const { kind, texts } of await this.texts(actor, meetingId, leaving)) reports.push({ kind, report: await this.preflight.look(actor, kind, texts) });
    return reports;
  }

  /** Lets SpamAssassin look at the first of each kind. Says whether there is a score for all. */
  async measureSpam(actor: Actor, meetingId: string, leaving: Leaving): Promise<boolean> {
    let all = true;
    for (const { kind, texts } of await this.texts(actor, meetingId, leaving)) all = (await this.preflight.measureSpam(actor, kind, texts)) && all;
    return all;
  }

  /** How many mails of each kind stand where. */
  async tally(actor: Actor, meetingId: string): Promise<MailTally> {
    return this.ledger.tally(actor, meetingId);
  }

  private async texts(actor: Actor, meetingId: string, leaving: Leaving): Promise<{ kind: MailKind; texts: PreflightText[] }[]> {
    switch (leaving.what) {
      case 'invitation':
        return withPeople('invitation', await this.invitations.aboutToLeave(actor, meetingId));
      case 'planned':
        return withPeople(leaving.kind, await this.planned.aboutToLeave(actor, meetingId, leaving.kind));
      case 'drafts':
        return this.drafts.texts(actor, meetingId, leaving.kind);
    }
  }
}

function withPeople(kind: MailKind, texts: PreflightText[]): { kind: MailKind; texts: PreflightText[] }[] {
  const some = texts.filter(({ people }) => people.length > 0);
  return some.length === 0 ? [] : [{ kind, texts: some }];
}
