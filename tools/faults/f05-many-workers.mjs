export const name = 'F5';
export const what = 'five workers started at once, all woken for the same mail, real Postfix';

export default async function run(faults) {
  const rounds = faults.dose(10, 50);
  const postfix = await faults.postfix();
  const desk = await faults.desk(postfix.env);
  try {
    await desk.write(300);
    for (let worker = 0; worker < 5; worker += 1) desk.worker();
    for (let round = 1; round <= rounds; round += 1) {
      await desk.write(300, { from: round * 300 });
      await Promise.all(Array.from({ length: 10 }, async () => desk.wake()));
      await desk.settled();
    }
    const holders = (await desk.owner.query('select count(distinct holder)::int as runs from outgoing_mail')).rows[0].runs;
    const ledgers = await desk.compare(postfix);
    return { dose: `${rounds} rounds of 300 mails`, ledgers, ok: ledgers.twice === 0 && ledgers.parked === 0 && holders > 1, note: `${holders} runs shared the work` };
  } finally {
    await desk.close();
    await postfix.stop();
  }
}
