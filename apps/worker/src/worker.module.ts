import { MailModule } from '@bijeen/mail';
import { type Clock, type Config, PlatformModule } from '@bijeen/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { ClockTick } from './clock-tick.js';
import { MailProcessor } from './mail.processor.js';

/** The processors and the clock. Every feature that registers due work (`DueWork.register`) is named here. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, clock: Clock): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.forRoot(config, clock), MailModule],
      providers: [MailProcessor, ClockTick],
    };
  }
}
