import { type Actor, audit, Clock, DomainError, TenantDatabase, type Tenant } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MailKind } from './mail-content.js';
import { draftPeople, type DraftPerson, draftRows, type DraftRow, giveOwnText, lockDrafts, lockMail, lockMeeting, releaseDrafts, type TextOfDrafts, type WhichDrafts } from './mail-drafts.queries.js';
import { MailLedger } from './mail-ledger.js';
import { MailPreflight } from './mail-preflight.js';
import { subjectPieces } from './mail-text.js';
import { reasonText } from './outgoing-mail.js';
import { type OwnText, withOwnText } from './own-text.js';
import type { MailsToLeave } from './preflight.js';
import { fillingOf, subjectLine } from './render-mail.js';

/** A mail that waits for a person, in a list. */
export interface Draft {
  id: string;
  kind: MailKind;
  name: string;
  address: string;
  /** As this person will read it. */
  subject: string;
  createdAt: Date;
  /** Does not leave before this moment, also when it is let go. */
  notBefore: Date;
  /** Who wrote a text for this person alone. */
  editedBy: string | null;
  /** Dutch sentence: why it would not leave any more, as things are now. */
  stop: string | null;
  /** Dutch sentences: the certain mistakes because of which it waits; null when there are none, or none any more. */
  held: string | null;
}

/** What letting go did, in mails. */
export interface Released {
  released: number;
  /** Withdrawn instead, because it may not leave any more. */
  stopped: number;
}

/** The outbox: mails that wait until somebody has looked at them (docs/decisions/0021). */
@Injectable()
export class MailDrafts {
  constructor(
    private readonly db: TenantDatabase,
    private readonly ledger: MailLedger,
    private readonly preflight: MailPreflight,
    private readonly clock: Clock,
  ) {}

  /** The drafts of a meeting in the order of writing, by key. */
  async list(actor: Tenant, meetingId: string, page: { kind?: MailKind | undefined; after?: string | undefined; limit?: number | undefined } = {}): Promise<{ items: Draft[]; next: string | null }> {
    const limit = Math.min(Math.max(page.limit ?? 50, 1), 200);
    const asked = { kind: page.kind ?? null, after: page.after ?? null, limit, now: this.clock.now() };
    const { rows, mistakes } = await this.db.transaction(actor, async (tx) => {
      const found = await draftRows(tx, actor.organisationId, meetingId, asked);
      return { rows: found, mistakes: await this.mistakes(tx, actor, meetingId, found.filter(({ held }) => held).map(({ id }) => id)) };
    });
    const items = rows.slice(0, limit).map((row) => draftOf(row, mistakes.get(row.id) ?? null));
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** What is certainly wrong with one draft, in Dutch sentences; null when nothing is, or when it is no draft. */
  async mistake(actor: Tenant, meetingId: string, mailId: string): Promise<string | null> {
    return this.db.transaction(actor, async (tx) => (await this.mistakes(tx, actor, meetingId, [mailId])).get(mailId) ?? null);
  }

  /** What is wrong with each of these drafts, in words. Two queries, or none. */
  private async mistakes(tx: EntityManager, { organisationId }: Tenant, meetingId: string, ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const { people, texts } = await draftPeople(tx, organisationId, meetingId, { ids });
    const text = new Map(texts.map((each) => [each.id, each]));
    const wrong = people.map((person): [string, string] => {
      const { kind, content } = text.get(person.mailingId)!;
      return [person.id, this.preflight.blocking([{ kind, texts: [{ content, people: [person] }] }]).map(({ what, mend }) => `${what} ${mend}`).join(' ')];
    });
    return new Map(wrong.filter(([, words]) => words !== ''));
  }

  /** The drafts per kind, as texts with their people, to be looked at as a whole. */
  async texts(actor: Tenant, meetingId: string, kind: MailKind | undefined): Promise<MailsToLeave[]> {
    return byKind(await this.db.transaction(actor, async (tx) => draftPeople(tx, actor.organisationId, meetingId, { kind })));
  }

  /**
   * Gives the mail of one person a subject and texts of its own. Its key and its Message-ID stay (R4, R6).
   * @throws DomainError `not-found`, `mail.not-a-draft`, `mail.draft-changed`, `mail.unknown-placeholder`, `mail.cannot-be-filled`
   */
  async edit(actor: Actor, meetingId: string, mailId: string, text: OwnText): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const mail = await lockMail(tx, actor.organisationId, meetingId, mailId);
      if (!mail) throw new DomainError('not-found');
      if (mail.state !== 'draft') throw new DomainError('mail.not-a-draft');
      const content = withOwnText(mail.content, text, mail.values);
      await giveOwnText(tx, actor.organisationId, mail, { content, by: actor.name, now: this.clock.now() });
      await audit(tx, actor, 'mail.draft-edited', { kind: 'mail', id: mailId });
    });
  }

  /**
   * Lets drafts leave: one, some, those of a kind, or all. Two people at once let each leave once. With a mistake in one of them none leaves, and
   * only those leave that were looked at: a draft that is written meanwhile waits.
   * @throws MailsBlocked `mail.blocked`
   */
  async release(actor: Actor, meetingId: string, which: WhichDrafts): Promise<Released> {
    const done = await this.db.transaction(actor, async (tx) => {
      await lockMeeting(tx, actor.organisationId, meetingId);
      const ids = await lockDrafts(tx, actor.organisationId, meetingId, which);
      this.preflight.refuse(byKind(await draftPeople(tx, actor.organisationId, meetingId, { ids })));
      const counts = await releaseDrafts(tx, actor.organisationId, meetingId, { ids, by: actor.name, now: this.clock.now() });
      if (counts.released + counts.stopped > 0) await audit(tx, actor, 'mail.drafts-released', { kind: 'meeting', id: meetingId }, { ...counts, kind: which.kind ?? null, ids: which.ids?.slice(0, 50) ?? null });
      return counts;
    });
    if (done.released > 0) await this.ledger.wake(actor.organisationId);
    return done;
  }
}

/** The texts of each kind with everybody who gets them. */
function byKind({ people, texts }: { people: DraftPerson[]; texts: TextOfDrafts[] }): MailsToLeave[] {
  const readers = new Map<string, DraftPerson[]>(texts.map(({ id }) => [id, []]));
  for (const person of people) readers.get(person.mailingId)!.push(person);
  return [...new Set(texts.map(({ kind }) => kind))].map((kind) => ({
    kind,
    texts: texts.filter((text) => text.kind === kind).map(({ id, content, editedBy }) => ({ content, people: readers.get(id)!, onlyFor: editedBy === null ? null : readers.get(id)![0]!.name })),
  }));
}

function draftOf({ id, kind, name, address, createdAt, nextTryAt, editedBy, stop, subject, common, sender, values }: DraftRow, held: string | null): Draft {
  const content = { subject, preheader: '', blocks: [], sender: { name: sender, replyTo: null, colour: null }, unsubscribe: false, values: common ?? {} };
  return { id, kind, name, address, createdAt, notBefore: nextTryAt, editedBy, stop: reasonText(stop), held, subject: subjectLine(subjectPieces(content), fillingOf(content, values, {})) };
}
