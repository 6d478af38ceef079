// The statements of one answer as the service really asks them, and the same as a script for pgbench.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Answer, AnswersService, InvitationsModule } from '../../dist/libs/invitations/src/index.js';
import { hashToken } from '../../dist/libs/platform/src/index.js';
import { must } from './frame.mjs';
import { startHouse } from './house.mjs';

export const MEETINGS = 200;
export const PER_MEETING = 500;

/** Invitations are numbered, and everything about number n follows from n, in SQL as in a load generator. */
export const TOKEN = (n) => `lpad(translate((${n})::text, '0123456789', 'abcdefghij'), 26, 'k')`;
export const ID = (n, kind) => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
export const INVITATION = (n) => ID(n, 1);
export const MEETING = (n) => ID(`(${n}) % ${MEETINGS}`, 2);
export const CONTACT = (n) => ID(`(${n}) / ${MEETINGS}`, 3);

/** What the service asks of PostgreSQL for one answer, as it really does: every statement between begin and commit, with its values. */
export async function recordedStatements({ config, owner, actor }) {
  const house = await startHouse(config, [InvitationsModule]);
  const seen = [];
  const query = pg.Client.prototype.query;
  const n = 0;
  const token = `${'k'.repeat(25)}a`;
  pg.Client.prototype.query = function (statement, values, ...rest) {
    const { text, name } = typeof statement === 'string' ? { text: statement } : statement;
    seen.push({ text, name, values: statement.values ?? values });
    return query.call(this, statement, values, ...rest);
  };
  try {
    await house.get(AnswersService).answer(hashToken(token), Answer.parse({ coming: 'yes' }));
  } finally {
    pg.Client.prototype.query = query;
    await house.close();
  }
  const begin = seen.findIndex(({ text }) => text.startsWith('START TRANSACTION'));
  const end = seen.findIndex(({ text }) => text === 'COMMIT');
  const { rows: [ids] } = await owner.query(`select ${INVITATION(n)} as invitation, ${CONTACT(n)} as contact, ${MEETING(n)} as meeting, message_id as message from outgoing_mail where invitation_id = ${INVITATION(n)}`);
  must(begin >= 0 && end > begin + 1 && ids.message, 'the answer that was recorded left no confirmation');
  return seen.slice(begin + 1, end).map((statement, place) => ({ ...statement, name: statement.name ?? `statement ${place + 1}`, ids, hash: hashToken(token), organisationId: actor.organisationId }));
}

/** The statements as a pgbench script: constants are variables of pgbench, what differs per invitation follows from its number. */
export function pgbenchScript(bench, name, statements) {
  const defined = {};
  const lines = ['\\set i :base + :client_id * :per + :k', '\\set k :k + 1', `\\set n (:i * 7919) % ${MEETINGS * PER_MEETING}`, 'begin;'];
  if (statements.length === 1) lines.push(`select set_config('app.organisation_id', :organisation, true);`);
  defined.organisation = statements[0].organisationId;
  statements.forEach(({ text, values = [], ids, hash }, place) => {
    const expression = (value, variable) => {
      if (value === ids.invitation) return INVITATION(':n::int');
      if (value === ids.meeting) return MEETING(':n::int');
      if (Buffer.isBuffer(value) && value.equals(hash)) return `sha256((${TOKEN(':n::int')})::bytea)`;
      if (value === null || value === undefined) return 'null';
      if (typeof value === 'boolean') return String(value);
      defined[variable] = value instanceof Date ? value.toISOString() : String(value);
      if (!defined[variable].includes(ids.invitation)) return `:${variable}`;
      return [[ids.invitation, `${INVITATION(':n::int')}::text`], [ids.contact, `${CONTACT(':n::int')}::text`], [ids.message, `'<' || :n::int || '@bench.example.org>'`]].reduce((inner, [found, put]) => `replace(${inner}, '${found}', ${put})`, `:${variable}::text`);
    };
    lines.push(`${text.replace(/\$(\d+)/g, (_, number) => expression(values[number - 1], `s${place}_${number}`))};`);
  });
  lines.push('commit;');
  const file = join(bench.directory, `${name}.sql`);
  writeFileSync(file, lines.map((line) => line.replace(/\n\s*/g, ' ').trim()).join('\n'));
  return { file, defined };
}
