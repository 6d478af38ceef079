import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A mail in the mailbox. */
interface Kept {
  uid: number;
  raw: Buffer;
}

/** As much of an IMAP server (RFC 3501, RFC 6851) as somebody needs who empties a mailbox; it can hang up at the worst moment. */
export class MailboxServer {
  /** Mails in the inbox. */
  inbox: Kept[] = [];
  /** Mails that were moved away. */
  moved: Kept[] = [];
  /** Hangs up, this many times, when it is asked to move a mail. */
  hangUps = 0;
  private readonly server: Server = createServer((socket) => this.greet(socket));
  private readonly sockets = new Set<Socket>();
  private lastUid = 0;

  /** Says where it is. */
  async listen(): Promise<URL> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return new URL(`imap://retour:geheim@127.0.0.1:${(this.server.address() as AddressInfo).port}/INBOX`);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  deliver(raw: Buffer): void {
    this.inbox.push({ uid: (this.lastUid += 1), raw });
  }

  private greet(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE] ready\r\n');
    let rest = '';
    socket.on('data', (data) => {
      const lines = (rest + data.toString('latin1')).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) this.obey(socket, line);
    });
  }

  private obey(socket: Socket, line: string): void {
    const [, tag, command, words] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? [];
    if (!tag) return;
    const answer = (...lines: string[]): void => void socket.write([...lines, `${tag} OK done`, ''].join('\r\n'), 'latin1');
    switch (command!.toUpperCase()) {
      case 'CAPABILITY': return answer('* CAPABILITY IMAP4rev1 UIDPLUS MOVE');
      case 'NAMESPACE': return answer('* NAMESPACE (("" "/")) NIL NIL');
      case 'LIST': return answer('* LIST () "/" INBOX');
      case 'SELECT': return answer(`* ${this.inbox.length} EXISTS`, '* OK [UIDVALIDITY 1] valid', `* OK [UIDNEXT ${this.lastUid + 1}] next`, '* FLAGS ()');
      case 'FETCH': return answer(...this.inbox.map(({ uid, raw }, index) => `* ${index + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length})`));
      case 'UID FETCH': return answer(...this.source(Number.parseInt(words!, 10), /<0\.(\d+)>/.exec(words!)?.[1]));
      case 'UID MOVE': return this.move(socket, Number.parseInt(words!, 10), answer);
      case 'LOGOUT': answer('* BYE'); return void socket.end();
      default: return answer();
    }
  }

  private source(wanted: number, most: string | undefined): string[] {
    const index = this.inbox.findIndex(({ uid }) => uid === wanted);
    if (index < 0) return [];
    const raw = this.inbox[index]!.raw.subarray(0, most === undefined ? undefined : Number(most));
    return [`* ${index + 1} FETCH (UID ${wanted} BODY[]${most === undefined ? '' : '<0>'} {${raw.length}}\r\n${raw.toString('latin1')})`];
  }

  private move(socket: Socket, wanted: number, answer: (...lines: string[]) => void): void {
    if (this.hangUps > 0) {
      this.hangUps -= 1;
      return void socket.destroy();
    }
    const index = this.inbox.findIndex(({ uid }) => uid === wanted);
    this.moved.push(...this.inbox.splice(index, 1));
    answer(`* OK [COPYUID 1 ${wanted} ${this.moved.length}] moved`, `* ${index + 1} EXPUNGE`);
  }
}
