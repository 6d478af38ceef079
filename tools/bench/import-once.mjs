// One import of a file on this machine; says how long it took and how much memory this process and the reading child needed at most.
import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { Clock, PlatformModule, readConfig, TenantDatabase } from '../../dist/libs/platform/src/index.js';
import { Contact, ContactImport, ContactOrganisation, ContactsModule, ImportReader, Position, Secretariat } from '../../dist/libs/contacts/src/index.js';
import { Region } from '../../dist/libs/regions/src/index.js';

process.once('message', async ({ environment, organisationId, file }) => {
  const config = readConfig(environment);
  const clock = new Clock();
  const app = await NestFactory.createApplicationContext({ module: class Import {}, imports: [PlatformModule.forRoot(config, clock, [Contact, ContactImport, ContactOrganisation, Position, Secretariat, Region]), ContactsModule] }, { logger: ['error'] });
  const actor = { organisationId, kind: 'system', id: null, name: 'bench', role: 'owner' };
  const [{ id }] = await app.get(TenantDatabase).transaction(actor, async (tx) => tx.query(`insert into contact_import (organisation_id, file_name, source, basis, state) values ($1, 'bench.csv', 'bench', 'bench', 'applying') returning id`, [organisationId]));
  let childMegabytes = 0;
  const look = setInterval(() => (childMegabytes = Math.max(childMegabytes, ...children().map(megabytes))), 50);
  const start = performance.now();
  const report = await app.get(ImportReader).read(actor, { id, file, mapping: null, source: 'bench', basis: 'bench', limits: { rows: 10_000_000, columns: 200, unpacked: 2 ** 31 } }, true);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(look);
  await app.close();
  process.send({ seconds, counts: report.counts, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), childMegabytes: Math.round(childMegabytes) }, () => process.exit(0));
});

function children() {
  return readdirSync(`/proc/${process.pid}/task`).flatMap((task) => readFileSync(`/proc/${process.pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean));
}

function megabytes(pid) {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1024 / 1024;
  } catch {
    return 0;
  }
}
