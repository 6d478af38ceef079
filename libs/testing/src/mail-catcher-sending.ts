import { MailModule, MailSender, type SenderSettings } from '@bijeen/mail';
import { Clock, PlatformModule, readConfig } from '@bijeen/platform';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** A process that does nothing but send what is due at `NOW`, to be killed by a test. `SENDING` holds its measures as JSON. */
const config = readConfig();
const settings = JSON.parse(process.env['SENDING'] ?? '{}') as Partial<SenderSettings>;
const clock = new Clock();
clock.travelTo(new Date(process.env['NOW'] ?? ''));

@Module({})
class Root {}

const app = await NestFactory.createApplicationContext({ module: Root, imports: [PlatformModule.forRoot(config, clock), MailModule.with(settings)] }, { logger: false });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.stdout.write('ready\n');
for (;;) {
  const handled = await app.get(MailSender, { strict: false }).sendDue().catch(() => 0);
  if (handled === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}
