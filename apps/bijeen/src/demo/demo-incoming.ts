import type { INestApplicationContext } from '@nestjs/common';
import { IncomingDesk, IncomingMailStore } from '@bijeen/incoming';
import { ReturnAddresses } from '@bijeen/mail';
import { type Actor, Clock, longDate, TenantDatabase } from '@bijeen/platform';

interface Mailed {
  mailId: string;
  address: string;
}

/** The address of a wethouder does not work any more, and a civil servant is on holiday. */
export async function comeBackInDemo(app: INestApplicationContext, actor: Actor, meetingId: string): Promise<void> {
  const silent = await app.get(TenantDatabase, { strict: false }).transaction<Mailed[]>(actor, async (tx) =>
    tx.query(
      `select distinct on (i.function) o.id as "mailId", o.to_address as address from outgoing_mail o join invitation i on i.id = o.invitation_id
       where o.meeting_id = $1 and o.kind = 'invitation' and o.state = 'sent' and i.answer = 'none' and i.secretariat_id is null and i.function in ('ALDERMAN', 'POLICY_OFFICER') order by i.function, i.sort_name desc`,
      [meetingId],
    ));
  const mails = [report, absence];
  for (const [index, guest] of silent.entries()) {
    const to = app.get(ReturnAddresses, { strict: false }).address('bounce', guest.mailId);
    await app.get(IncomingMailStore, { strict: false }).keep(Buffer.from(mails[index]!(guest, app.get(Clock, { strict: false }).now()).join('\r\n')), { from: '', to, via: 'smtp' });
  }
  await app.get(IncomingDesk, { strict: false }).work();
}

function report({ address }: Mailed): string[] {
  return [
    'From: Mail Delivery System <mailer-daemon@mail.example.nl>', 'Subject: Undelivered Mail Returned to Sender', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', 'Content-Type: text/plain', '',
    `<${address}>: user unknown`, '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example.nl', '', `Final-Recipient: rfc822; ${address}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '', '--b--', '',
  ];
}

function absence({ address }: Mailed, now: Date): string[] {
  const back = new Date(now.getTime() + 9 * 24 * 60 * 60 * 1000);
  return [`From: ${address}`, 'Subject: Automatisch antwoord: Uitnodiging', 'Auto-Submitted: auto-replied', 'Content-Type: text/plain; charset=utf-8', '', `Ik ben met vakantie. Ik ben weer aanwezig op ${longDate(back)}.`, ''];
}
