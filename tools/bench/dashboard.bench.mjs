// G8: how a meeting stands, in an installation of 1,000 contacts and in one of 1,000,000: must take as long.
import { hashToken } from '../../dist/libs/platform/src/index.js';
import { must, quantile } from './frame.mjs';
import { ownerOf } from './house.mjs';
import { fillInstallation } from './scale.mjs';
import { startWeb } from './servers.mjs';

const ROUNDS = 5;
const REQUESTS = 150;
const INVITED = 500;
const FILL_MOST = 180_000;
const SIZES = {
  small: { organisations: 1, contacts: 1_000, meetings: 2 },
  large: { organisations: 300, contacts: 1_000_000, meetings: 4_000 },
};
const PAGES = {
  dashboard: { what: 'GET /api/v1/meetings/:id/dashboard', path: (id) => `/api/v1/meetings/${id}/dashboard`, right: (text) => JSON.parse(text).answers.invited === INVITED, floor: 1.3, target: 1.15 },
  page: { what: 'the page of a meeting, with map and mail plan', path: (id) => `/bijeenkomsten/${id}`, right: (text) => text.includes('<svg'), floor: 1.3, target: 1.15 },
  guests: { what: 'the first 50 guests by name (REST)', path: (id) => `/api/v1/meetings/${id}/invitations?limit=50`, right: (text) => JSON.parse(text).items.length === 50, floor: 1.3, target: 1.15 },
};

export default async function run(bench) {
  const places = [];
  try {
    for (const [name, size] of Object.entries(SIZES)) {
      const begun = performance.now();
      try {
        places.push(await installation(bench, size));
      } catch (error) {
        if (!/statement timeout|longer than/.test(error.message)) throw error;
        return [{ goal: 'G8', what: 'meeting dashboard at 1,000,000 contacts against 1,000', skipped: `filling the ${name} database took more than ${FILL_MOST / 60_000} minutes here` }];
      }
      process.stderr.write(`  ${name} installation filled in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
    }
    return await measure(bench, places);
  } finally {
    for (const place of places) await place.stop();
  }
}

async function measure(bench, [small, large]) {
  const p95 = {};
  const cases = {};
  for (const [name, page] of Object.entries(PAGES)) {
    for (const [size, place] of [['small', small], ['large', large]]) {
      cases[`${name} ${size}`] = async (round) => {
        const times = await visits(place, page);
        if (round > 0) (p95[`${name} ${size}`] ??= []).push(quantile(times, 0.95));
        return quantile(times, 0.5);
      };
    }
  }
  const p50 = await bench.interleaved(ROUNDS, cases);
  return Object.entries(PAGES).map(([name, { what, floor, target }]) => {
    const [ours, reference] = [`${name} large`, `${name} small`];
    const slow = quantile(p95[ours], 0.5) / quantile(p95[reference], 0.5);
    return { goal: 'G8', what: `${what}: p50 in ms, 1,000,000 contacts against 1,000`, ours: p50[ours], reference: p50[reference], ratio: p50[ours] / p50[reference], floor, target, lowerIsBetter: true, spread: [p50.spread[ours], p50.spread[reference]], note: `${large.note}; p95 ratio ${slow.toFixed(2)}` };
  });
}

async function installation(bench, { organisations, contacts, meetings }) {
  const database = await bench.database({ SMTP_URL: 'smtp://127.0.0.1:9' });
  const owner = await ownerOf(database);
  const all = await fillInstallation(owner, { organisations, contacts, meetings, invited: INVITED, most: FILL_MOST });
  const tokens = new Map();
  for (const [place, organisationId] of [...new Set(all.map((meeting) => meeting.organisationId))].entries()) {
    const token = String(place).replace(/\d/g, (digit) => 'abcdefghij'[digit]).padStart(26, 'k');
    tokens.set(organisationId, token);
    await owner.query(`insert into api_token (organisation_id, name, token_hash, role, last_used_at) values ($1, 'bench', $2, 'viewer', now())`, [organisationId, hashToken(token)]);
  }
  await owner.query('checkpoint');
  const web = await startWeb(database.env);
  const note = `${(contacts / 1e6).toFixed(0)}M contacts, ${(meetings * INVITED / 1e6).toFixed(0)}M invitations, ${(meetings * INVITED * 2 / 1e6).toFixed(0)}M mails, ${organisations} organisations`;
  const stop = async () => {
    await web.stop();
    await owner.end();
  };
  return { web, tokens, meetings: all, note, stop };
}

/** Milliseconds per visit, one after the other, each to another meeting. */
async function visits({ web, tokens, meetings }, { path, right }) {
  const times = [];
  for (let visit = 0; visit < REQUESTS; visit += 1) {
    const { id, organisationId } = meetings[Math.floor(Math.random() * meetings.length)];
    const begun = performance.now();
    const answer = await fetch(web.url + path(id), { headers: { authorization: `Bearer ${tokens.get(organisationId)}` } });
    const text = await answer.text();
    times.push(performance.now() - begun);
    must(answer.status === 200 && right(text), `${path(id)}: ${answer.status} ${text.slice(0, 200)}`);
  }
  return times;
}
