// A TCP proxy that cuts where a fault wants it.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/**
 * Listens on loopback and passes everything on to `port`. `watch(link)` is called for each connection and answers { up, down }: functions that
 * look at what goes to the server and what comes back. They answer the bytes to pass on, or nothing to hold them back; `link.cut()` ends both sides.
 */
export async function startProxy(port, watch) {
  const links = new Set();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const link = {
      // First what the server must still get, then both ends are gone.
      cut: () => {
        client.destroy();
        upstream.end();
      },
      abort: () => {
        client.destroy();
        upstream.resetAndDestroy();
      },
    };
    links.add(link);
    const { up, down } = watch(link);
    const pass = (to, look) => (data) => {
      const rest = look(data);
      if (rest && !to.destroyed) to.write(rest);
    };
    client.setNoDelay(true).on('data', pass(upstream, up)).on('error', () => undefined).on('close', () => upstream.end());
    upstream.setNoDelay(true).on('data', pass(client, down)).on('error', () => undefined).on('close', () => {
      links.delete(link);
      client.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const link of links) link.abort();
    server.close();
  };
  return { port: server.address().port, stop };
}
