// Proves that the rules refuse what they must: the known-bad code in tools/lint-fixture line by line, every forbidden import
// between two libraries, apps that reach into apps, a file that is too long, and a run in which the boundary rule is silently skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const FIXTURE = 'tools/lint-fixture/src';
/** The order of the house, written a second time on purpose: a slip in eslint.config.mjs shows. */
const ORDER = ['organisations', 'regions', 'contacts', 'meetings', 'invitations', 'mailings', 'follow-ups'];
const GROUND = { platform: [], ui: ['platform'], calendar: ['platform'], mail: ['platform', 'calendar'] };

const problems = [];
process.env.NX_DAEMON = 'false';
await createProjectGraphAsync({ exitOnError: true });

await checkFixture();
await checkDirections();
await checkApps();
await checkLength();
checkSkippedRuleIsNoticed();

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'The rules refuse all known-bad code.' : `${problems.length} rule(s) do not do what they must.`);
process.exit(problems.length === 0 ? 0 : 1);

/** Each line must be refused by exactly the rules that it names. */
async function checkFixture() {
  const files = readdirSync(FIXTURE).map((name) => join(FIXTURE, name));
  const results = await new ESLint({ ignore: false }).lintFiles(files);
  for (const { filePath, messages } of results) {
    const lines = readFileSync(filePath, 'utf8').split('\n');
    for (const { fatal, message } of messages) if (fatal) problems.push(`${filePath} was not read: ${message}`);
    lines.forEach((text, index) => {
      const expected = /refused: (.+)$/.exec(text)?.[1].split(', ') ?? [];
      const actual = messages.filter(({ line }) => line === index + 1).map(ruleOf);
      const place = `${filePath}:${index + 1}`;
      for (const rule of expected) if (!actual.includes(rule)) problems.push(`${place} should be refused by ${rule}`);
      for (const rule of actual) if (!expected.includes(rule)) problems.push(`${place} should not be refused by ${rule}`);
    });
  }
  if (results.length < 8) problems.push(`only ${results.length} files of known-bad code were read`);
}

function ruleOf({ ruleId, message }) {
  return ruleId ?? (/noInlineConfig/.test(message) ? 'inline-config' : message);
}

/** Every library × every library: importing is refused exactly when the order of the house forbids it. */
async function checkDirections() {
  const eslint = new ESLint({ overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] }] });
  const libraries = [...Object.keys(GROUND), ...ORDER, 'testing'];
  for (const from of libraries) {
    for (const spec of [false, true]) {
      const targets = libraries.filter((to) => to !== from);
      const code = [...targets.map((to) => `import '@bijeen/${to}';`), `import './neighbour.js';`].join('\n');
      const [result] = await eslint.lintText(code, { filePath: `libs/${from}/src/imports${spec ? '.spec' : ''}.ts` });
      const refused = result.messages.filter(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries').map(({ line }) => targets[line - 1]);
      if (refused.includes(undefined)) problems.push(`${from} may not import its own files`);
      for (const to of targets) {
        if (refused.includes(to) === mayImport(from, to, spec)) problems.push(`${spec ? 'a spec of ' : ''}${from} → ${to} should ${refused.includes(to) ? 'be allowed' : 'be refused'}`);
      }
    }
  }
}

/** One process is made out of two apps, and nothing else reaches into an app. */
async function checkApps() {
  const eslint = new ESLint({ overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] }] });
  for (const [from, allowed] of [['apps/bijeen', true], ['apps/web', false], ['libs/mail', false], ['libs/testing', false]]) {
    const [{ messages }] = await eslint.lintText(`import '../../../apps/worker/src/main.js';\nimport '../../worker/src/main.js';`, { filePath: `${from}/src/imports.ts` });
    const refused = messages.some(({ ruleId, line }) => ruleId === '@nx/enforce-module-boundaries' && line === (from.startsWith('libs') ? 1 : 2));
    if (refused === allowed) problems.push(`${from} → apps/worker should ${allowed ? 'be allowed' : 'be refused'}`);
  }
}

function mayImport(from, to, spec) {
  if (from === 'testing') return true;
  if (to === 'testing') return spec;
  if (from in GROUND) return GROUND[from].includes(to);
  return to in GROUND || ORDER.indexOf(to) < ORDER.indexOf(from);
}

async function checkLength() {
  const eslint = new ESLint({ overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] }] });
  for (const lines of [220, 221]) {
    const [{ messages }] = await eslint.lintText('export {};\n'.repeat(lines), { filePath: 'libs/regions/src/long.ts' });
    if (messages.some(({ ruleId }) => ruleId === 'max-lines') !== lines > 220) problems.push(`a file of ${lines} lines is judged wrongly`);
  }
}

/** Without a cached project graph the boundary rule passes everything; tools/lint.mjs must then fail. */
function checkSkippedRuleIsNoticed() {
  const empty = mkdtempSync(join(tmpdir(), 'bijeen-no-graph-'));
  const env = { ...process.env, NX_WORKSPACE_DATA_DIRECTORY: empty };
  const { status, stderr } = spawnSync(process.execPath, ['tools/lint.mjs', 'libs/platform/src/clock.ts'], { env, encoding: 'utf8' });
  rmSync(empty, { recursive: true, force: true });
  if (status !== 1 || !stderr.includes('boundary rules were skipped')) problems.push('tools/lint.mjs passes when the boundary rule was skipped');
}
