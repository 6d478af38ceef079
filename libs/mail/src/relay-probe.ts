import { connect } from 'node:net';

const PATIENCE = 2_000;

/** Opens a connection to a mail server, waits for its greeting and says goodbye: it does nothing but stand in its log. Says whether somebody was there. */
export async function knockAt({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    let somebody = false;
    const socket = connect({ host, port });
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('connect', () => (somebody = true));
    socket.on('data', () => socket.end('QUIT\r\n'));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(somebody));
  });
}
