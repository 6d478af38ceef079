// npm run faults: breaks things on purpose while mail is being sent, and compares four ledgers afterwards (tools/faults/README.md).
// npm run faults -- F1 F17     only these
// npm run faults -- --night    the large doses, which take hours
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { build } from './build.mjs';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--')).map((word) => word.toUpperCase());
await build();
// What breaks things imports what was just built, so it cannot stand at the top.
const { Faults } = await import('./faults/house.mjs');
const faults = await Faults.start({ night: process.argv.includes('--night') });
const all = [];
for (const file of readdirSync('tools/faults').filter((name) => /^f\d\d-.*\.mjs$/.test(name)).sort()) {
  const fault = await import(`./faults/${file}`);
  if (wanted.length === 0 || wanted.some((word) => fault.name.split(', ').includes(word))) all.push({ ...fault, rows: [] });
}
const never = ({ ledgers }) => ledgers === undefined || (ledgers.lost === 0 && ledgers.ghost === 0 && ledgers.lie === 0);
const verdict = (row) => (row.skipped ? 'skipped' : row.error ? 'BROKEN' : row.ok && never(row) ? 'ok' : 'FAILED');
const runInTurn = async (some) => {
  for (const fault of some) {
    const { name, what, default: run } = fault;
    process.stderr.write(`${name} ${what} ...\n`);
    const begun = performance.now();
    const result = await run(faults).catch((error) => (error.skip ? { skipped: error.message } : { error }));
    if (result.error) process.stderr.write(`${result.error.stack}\n`);
    fault.rows = [result].flat().map((row) => ({ name, what, seconds: Math.round((performance.now() - begun) / 1000), ...row }));
    // A long run that is ended from outside has said by then what it saw.
    for (const row of fault.rows) process.stderr.write(`${name} ${verdict(row)} after ${row.seconds} s: ${JSON.stringify(row.ledgers ?? {})}\n`);
  }
};
// Those that mostly wait go beside those that are busy.
await Promise.all([runInTurn(all.filter(({ waits }) => !waits)), runInTurn(all.filter(({ waits }) => waits))]).finally(async () => faults.stop());
const rows = all.flatMap((fault) => fault.rows);

const COUNTS = ['intended', 'accepted', 'received', 'lost', 'twice', 'ghost', 'lie', 'parked'];
const headers = ['fault', 'what', 'dose', ...COUNTS, 's', 'verdict', 'note'];
const cells = rows.map((row) => [row.name, row.what, row.dose ?? '', ...COUNTS.map((count) => `${row.ledgers?.[count] ?? ''}`), `${row.seconds}`, verdict(row), row.skipped ?? row.error?.message ?? row.note ?? '']);
const widths = headers.map((header, column) => Math.max(header.length, ...cells.map((row) => row[column].length)));
for (const row of [headers, widths.map((width) => '-'.repeat(width)), ...cells]) process.stdout.write(`| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`);
mkdirSync('artifacts', { recursive: true });
writeFileSync('artifacts/faults.json', JSON.stringify(rows.map((row) => ({ ...row, verdict: verdict(row), error: row.error?.message })), null, 2));
const bad = rows.filter((row) => ['FAILED', 'BROKEN'].includes(verdict(row)) || (row.skipped && process.env.CI === 'true'));
process.exitCode = bad.length > 0 ? 1 : 0;
