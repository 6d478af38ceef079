import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Browsers open connections before they have anything to ask. Node takes one on which nothing was ever said for busy, and waits a minute for
 * it at the end; so we hang up on those ourselves.
 */
export function hangUpOnSilence(app: NestFastifyApplication): void {
  const silent = new Set<Socket>();
  const server: Server = app.getHttpServer();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  app.getHttpAdapter().getInstance().addHook('preClose', (done) => {
    for (const socket of silent) socket.destroy();
    done();
  });
}
