import { placesToLookAt } from '@bijeen/places';
import { Clock, DueWork, Logger, TenantDatabase } from '@bijeen/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PlacesService } from './places.service.js';

/** Notices that an offer went by, that protected seats are for everybody from now on, or that a duo found no partner. */
@Injectable()
export class PlacesClock implements OnModuleInit {
  constructor(
    private readonly db: TenantDatabase,
    private readonly places: PlacesService,
    private readonly clock: Clock,
    private readonly dueWork: DueWork,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.dueWork.register('places', async () => this.runDue());
  }

  /** Says at how many meetings it looked. One that fails keeps no other from its turn. */
  async runDue(): Promise<number> {
    const due = await this.db.asWorker(async (tx) => placesToLookAt(tx, this.clock.now()));
    let looked = 0;
    for (const meeting of due) {
      try {
        await this.places.settle(meeting);
        looked += 1;
      } catch (error) {
        this.logger.error(`The places of meeting ${meeting.meetingId} are looked at again at the next turn`, error, 'PlacesClock');
      }
    }
    return looked;
  }
}
