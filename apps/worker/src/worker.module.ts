import { DatesModule } from '@bijeen/dates';
import { DecisionsModule } from '@bijeen/decisions';
import { PublishingModule } from '@bijeen/publishing';
import { IncomingDoors, IncomingModule } from '@bijeen/incoming';
import { MailModule } from '@bijeen/mail';
import { MailingsModule } from '@bijeen/mailings';
import { type Clock, type Config, PlatformModule } from '@bijeen/platform';
import { SendersModule } from '@bijeen/senders';
import { type DynamicModule, Module } from '@nestjs/common';
import { ClockTick } from './clock-tick.js';
import { MailProcessor } from './mail.processor.js';

/** The processors, the clock and the ways in for mail, wherever the platform is. Every feature that registers due work (`DueWork.register`) is named here. */
@Module({ imports: [SendersModule, MailModule, MailingsModule, DecisionsModule, DatesModule, PublishingModule, IncomingModule], providers: [MailProcessor, ClockTick, IncomingDoors] })
export class WorkerModule {
  /** As a process of its own. */
  static forRoot(config: Config, clock: Clock): DynamicModule {
    return { module: WorkerProcess, imports: [PlatformModule.forRoot(config, clock), WorkerModule] };
  }
}

@Module({})
class WorkerProcess {}
