import { rmSync } from 'node:fs';

export default async function teardown() {
  const server = globalThis.bijeenTestServer;
  if (!server?.stop) return;
  await server.stop();
  rmSync(server.directory, { recursive: true, force: true });
}
