import { createServer } from 'node:net';

/** A POP3 server (RFC 1939) with one mailbox and no secrets, for a mail program on this machine. `deliver` puts a mail in it. */
export function pop3Server() {
  const mails = [];
  let delivered = 0;
  const server = createServer((socket) => {
    let rest = '';
    socket.on('error', () => undefined);
    socket.write('+OK\r\n');
    socket.on('data', (data) => {
      rest += data;
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const [command, argument] = rest.slice(0, end).split(' ');
        rest = rest.slice(end + 2);
        socket.write(answer(command.toUpperCase(), argument, mails));
        if (command.toUpperCase() === 'QUIT') socket.end(() => mails.splice(0, mails.length, ...mails.filter(({ gone }) => !gone)));
      }
    });
  });
  return {
    deliver: (raw) => void mails.push({ id: `mail-${(delivered += 1)}`, text: Buffer.from(raw).toString('latin1'), gone: false }),
    listen: async () => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port))),
    close: () => server.close(),
  };
}

function answer(command, argument, mails) {
  const lines = (all) => `+OK\r\n${all.map((line) => `${line}\r\n`).join('')}.\r\n`;
  switch (command) {
    case 'CAPA':
      return lines(['USER', 'UIDL', 'TOP']);
    case 'STAT':
      return `+OK ${mails.length} ${mails.reduce((sum, { text }) => sum + text.length, 0)}\r\n`;
    case 'LIST':
      return argument ? `+OK ${argument} ${mails[argument - 1].text.length}\r\n` : lines(mails.map(({ text }, index) => `${index + 1} ${text.length}`));
    case 'UIDL':
      return argument ? `+OK ${argument} ${mails[argument - 1].id}\r\n` : lines(mails.map(({ id }, index) => `${index + 1} ${id}`));
    case 'RETR':
    case 'TOP':
      return Buffer.from(`+OK\r\n${mails[argument - 1].text.replace(/^\./gm, '..').replace(/\r\n$/, '')}\r\n.\r\n`, 'latin1');
    case 'DELE':
      mails[argument - 1].gone = true;
      return '+OK\r\n';
    case 'USER':
    case 'PASS':
    case 'NOOP':
    case 'RSET':
    case 'QUIT':
      return '+OK\r\n';
    default:
      return '-ERR\r\n';
  }
}
