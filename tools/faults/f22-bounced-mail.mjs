import { IncomingDesk, IncomingMailStore, IncomingModule } from '../../dist/libs/incoming/src/index.js';
import { InvitationsModule } from '../../dist/libs/invitations/src/index.js';
import { total, until } from './house.mjs';
import { compare } from './ledgers.mjs';

export const name = 'F22';
export const what = 'Postfix takes a mail and sends a report later that it could not be delivered';

/** One mail in ten goes to an address that does not exist. */
const REFUSES = (to) => Number(/^persoon-(\d+)@/.exec(to)?.[1] ?? 1) % 10 === 0;

export default async function run(faults) {
  const bounces = faults.dose(100, 300);
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env, { modules: [InvitationsModule, IncomingModule] });
  try {
    postfix.sink.script = (stage, { to }) => (stage === 'rcpt' && REFUSES(to) ? '550 5.1.1 User unknown' : undefined);
    await desk.invite(bounces * 10);
    desk.worker();
    await desk.settled();
    const reports = () => postfix.sink.accepted.filter(({ to }) => to.startsWith('retour+'));
    await until(() => reports().length >= bounces);
    const store = desk.house.get(IncomingMailStore);
    for (const { to, raw } of reports()) await store.keep(Buffer.from(raw, 'latin1'), { from: '', to, via: 'smtp' });
    await desk.house.get(IncomingDesk).work();
    const right = await desk.count(`bounce_kind = 'hard' and substring(to_address from '\\d+')::int % 10 = 0`);
    const blocked = (await desk.owner.query('select count(*)::int as addresses from undeliverable_address')).rows[0].addresses;
    const { rows } = await desk.owner.query(`select message_id, case when bounce_kind is null then state else 'failed' end as state from outgoing_mail`);
    const arrived = new Map(postfix.sink.accepted.filter(({ to }) => !to.startsWith('retour+')).map(({ messageId }) => [messageId, 0]));
    for (const { to, messageId } of postfix.sink.accepted) if (!to.startsWith('retour+')) arrived.set(messageId, arrived.get(messageId) + 1);
    const ledgers = compare(rows, { accepted: new Map([...postfix.accepted()].filter(([id]) => rows.some(({ message_id: ours }) => ours === id))), received: arrived });
    return { dose: `${bounces} of ${bounces * 10} mails`, ledgers, ok: right === bounces && blocked === bounces && reports().length === bounces && ledgers.twice === 0 && total(arrived) === bounces * 9, note: `${right} states corrected, ${blocked} addresses blocked, by Postfix's own reports` };
  } finally {
    await desk.close();
    await postfix.stop();
  }
}
