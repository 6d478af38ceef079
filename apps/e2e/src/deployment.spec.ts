import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { appPassword, appUrl, readConfig } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import pg from 'pg';
import { parse } from 'yaml';

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas: number };
  healthcheck?: object;
  volumes?: string[];
}

const FILLED_IN: Record<string, string> = { SECRET_KEY: 'k'.repeat(64), POSTGRES_PASSWORD: 'owners-password' };
const source = readFileSync('docker-compose.yml', 'utf8').replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, fallback: string) => (kind === '-' ? fallback : FILLED_IN[name]!));
const composition = parse(source, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> };
const { services } = composition;
// Compose fills in after reading YAML, so what is left empty is an empty text there.
for (const { environment = {} } of Object.values(services)) for (const name of Object.keys(environment)) environment[name] ??= '';

describe('docker-compose.yml', () => {
  it('asks for the secrets that it must not make up', () => {
    expect(source).not.toContain('undefined');
    for (const name of Object.keys(FILLED_IN)) expect(readFileSync('docker-compose.yml', 'utf8')).toContain(`\${${name}:?`);
  });

  it.each(['web', 'worker', 'migrate'])('gives %s settings that Bijeen accepts, and a program that exists', (name) => {
    const { environment = {}, command = [] } = services[name]!;
    const config = readConfig(environment);
    expect(config).toMatchObject({ environment: 'production', host: '0.0.0.0', port: 3000, publicUrl: 'http://localhost:8080', queueUrl: 'redis://redis:6379', smtpUrl: 'smtp://mail-catcher:1025?requireTLS=false', secretKey: FILLED_IN['SECRET_KEY'] });
    const program = command.find((word) => word.endsWith('.js'))!;
    expect(existsSync(program.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
  });

  it('tells only the migration the password of the owner', () => {
    const knowing = Object.keys(services).filter((name) => JSON.stringify(services[name]).includes('owners-password'));
    expect(knowing.sort()).toEqual(['migrate', 'postgres']);
  });

  it('runs two of web and worker, after the migration', () => {
    for (const name of ['web', 'worker']) {
      expect(services[name]!.deploy?.replicas).toBe(2);
      expect(services[name]!.depends_on?.['migrate']?.condition).toBe('service_completed_successfully');
    }
  });

  it('has a queue that neither forgets nor throws away', () => {
    const command = services['redis']!.command!.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it('waits only for services that exist and can be healthy, and keeps data in declared volumes', () => {
    for (const { depends_on: needs = {}, volumes = [] } of Object.values(services)) {
      for (const [needed, { condition }] of Object.entries(needs)) expect(condition === 'service_healthy' ? services[needed]?.healthcheck : services[needed]).toBeDefined();
      for (const volume of volumes) expect(Object.keys(composition.volumes)).toContain(volume.split(':')[0]);
    }
  });
});

describe('what docs/production.md promises', () => {
  const app = testApp();

  it('lets web and worker in without a password in DATABASE_URL, as a role that cannot look around', async () => {
    const { databaseUrl, secretKey } = app.database.config;
    const bare = new URL(databaseUrl);
    bare.username = '';
    bare.password = '';
    const client = new pg.Client({ connectionString: appUrl(bare.href, appPassword(secretKey)) });
    await client.connect();
    const { rows } = await client.query('select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user');
    await client.end();
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  });

  it('lets mail stand still after a snapshot was put back, which nobody can notice', async () => {
    const actor = await app.build.owner();
    const mayLeave = async (): Promise<boolean> => (await app.sql<{ may: boolean }>('select exists (select from mail_may_leave($1)) as may', [actor.organisationId]))[0]!.may;
    expect(await mayLeave()).toBe(true);

    await app.sql(/`(update installation [^`]*)`/.exec(readFileSync('docs/production.md', 'utf8'))![1]!);

    expect(await mayLeave()).toBe(false);
  });
});
