// A process that writes mail for an organisation and dies at a chosen moment: node acting.mjs <when> <first recipient>, with the settings in the environment.
import { MailLedger, MailModule } from '../../dist/libs/mail/src/index.js';
import { readConfig, TenantDatabase } from '../../dist/libs/platform/src/index.js';
import { startHouse } from '../bench/house.mjs';
import { mailing } from './mailing.mjs';

const [when, from] = process.argv.slice(2);
const actor = JSON.parse(process.env.ACTOR);
const house = await startHouse(readConfig(), [MailModule]);
const die = () => process.kill(process.pid, 'SIGKILL');
await house.get(TenantDatabase).transaction(actor, async (tx) => {
  await house.get(MailLedger).write(tx, actor, mailing(3, { from: Number(from) }));
  if (when === 'before-commit') die();
});
if (when === 'after-commit') die();
await house.get(MailLedger).wake(actor.organisationId);
await house.close();
