// A sink for mail where smtp-sink is not to be had: says yes to everything, keeps nothing, prints how many messages it took.
import { createServer } from 'node:net';

let messages = 0;

createServer((socket) => {
  let buffer = Buffer.alloc(0);
  let inMessage = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (data) => {
    buffer = buffer.length > 0 ? Buffer.concat([buffer, data]) : data;
    for (let found = next(); found; found = next()) socket.write(found);
  });

  function next() {
    const end = buffer.indexOf(inMessage ? '\r\n.\r\n' : '\r\n');
    if (end < 0) return null;
    const line = inMessage ? '' : buffer.toString('latin1', 0, Math.min(end, 8)).toUpperCase();
    buffer = buffer.subarray(end + (inMessage ? 5 : 2));
    if (inMessage) {
      inMessage = false;
      messages += 1;
      return '250 ok\r\n';
    }
    if (line.startsWith('DATA')) {
      inMessage = true;
      return '354 go on\r\n';
    }
    if (line.startsWith('EHLO')) return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
    if (line.startsWith('QUIT')) setImmediate(() => socket.end());
    return line.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n';
  }
}).listen(Number(process.argv[2]), '127.0.0.1');

setInterval(() => process.stdout.write(`mesg=${messages}\r`), 20);
