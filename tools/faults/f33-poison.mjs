export const name = 'F33';
export const what = 'one mail of many cannot be made';

export default async function run(faults) {
  const mails = faults.dose(2_000, 10_000);
  const relay = await faults.relay();
  const desk = await faults.desk({ SMTP_URL: `${relay.url}?ignoreTLS=true` });
  try {
    await desk.write(mails, { recipient: (n) => (n === 777 ? { calendar: { method: 'NONSENSE', ics: 'BEGIN:VCALENDAR' } } : {}) });
    desk.worker();
    await desk.settled();
    const [failed] = (await desk.owner.query(`select reason, attempt, recipient_key from outgoing_mail where state <> 'sent'`)).rows;
    const ledgers = await desk.compared({ accepted: relay.copies(), received: relay.copies() });
    return { dose: `${mails} mails, 1 poisoned`, ledgers, ok: ledgers.received === mails - 1 && ledgers.twice === 0 && failed.recipient_key === 'persoon-777' && failed.attempt === 1 && failed.reason.startsWith('Deze mail kon niet gemaakt worden.'), note: `tried once; ${failed.reason}` };
  } finally {
    await desk.close();
    await relay.stop();
  }
}
