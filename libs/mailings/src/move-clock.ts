import { Clock, DueWork, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { forgetBefore, movesToForget } from './moves.queries.js';

/** Forgets how things were before a move as soon as it can no longer be taken back: personal data is not kept without a purpose. */
@Injectable()
export class MoveClock implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly dueWork: DueWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('moves that cannot be undone any more', async () => this.forget());
  }

  /** Says how many moves that were. */
  async forget(): Promise<number> {
    const moves = await this.db.asWorker(async (tx) => movesToForget(tx, this.clock.now()));
    for (const move of moves) await this.db.transaction(move, async (tx) => forgetBefore(tx, move));
    return moves.length;
  }
}
