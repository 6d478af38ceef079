import { type Actor, audit, Clock, DueWork, TenantDatabase } from '@bijeen/platform';
import type { Meeting } from '@bijeen/meetings';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { duePlaces, eraseDueWishes, wishCounts, type WishCounts, type WishLine, wishLines } from './wishes.queries.js';

/** Diet and access needs are erased so many days after the meeting (R35; AVG art. 5). */
export const WISH_DAYS_AFTER_MEETING = 14;
const DAY = 24 * 60 * 60 * 1000;

/** The moment from which wishes for this meeting must be gone. */
export function wishesEraseAfter({ endsAt }: Pick<Meeting, 'endsAt'>): Date {
  return new Date(endsAt.getTime() + WISH_DAYS_AFTER_MEETING * DAY);
}

/** Wishes that guests wrote down: seen by organisers on one page only, never in a mail, an export or a log (R35). */
@Injectable()
export class WishesService implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly dueWork: DueWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('wishes to erase', async () => this.eraseDue());
  }

  /** A page of the wishes of who comes, by name, with the numbers of the whole meeting. */
  async list(actor: Actor, meetingId: string, after: string | null): Promise<{ counts: WishCounts; items: WishLine[]; next: string | null }> {
    return this.db.transaction(actor, async (tx) => {
      const counts = await wishCounts(tx, actor.organisationId, meetingId);
      const page = await wishLines(tx, actor.organisationId, meetingId, after);
      return { counts, ...page };
    });
  }

  /** Erases what is due, in every organisation; says how many people's wishes that were. */
  async eraseDue(): Promise<number> {
    const now = this.clock.now();
    const organisations = await this.db.asWorker(async (tx) => duePlaces(tx, now));
    let erased = 0;
    for (const organisationId of organisations) {
      const bijeen: Actor = { organisationId, kind: 'system', id: null, name: 'Bijeen', role: 'owner' };
      await this.db.transaction(bijeen, async (tx) => {
        const people = await eraseDueWishes(tx, organisationId, now);
        if (people > 0) await audit(tx, bijeen, 'wishes.erased', { kind: 'organisation', id: organisationId }, { people });
        erased += people;
      });
    }
    return erased;
  }
}
