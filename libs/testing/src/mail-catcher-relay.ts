import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where in the SMTP dialogue a relay may misbehave; `dot` is after the whole message has come in. */
export type RelayStage = 'connect' | 'helo' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot';
/** An SMTP reply, `drop` to hang up, or nothing to behave well. */
export type RelayReaction = string | undefined;
export type RelayScript = (stage: RelayStage, about: { to: string; messageId: string; tries: number }) => RelayReaction | Promise<RelayReaction>;

interface Dialogue {
  from: string;
  to: string[];
  inData: boolean;
  buffer: string;
}

/** A relay that does what a test tells it, at every stage of the dialogue; it remembers every RCPT and every mail it accepted. */
export class ScriptedRelay {
  /** What to answer; everything goes well unless a test says otherwise. */
  script: RelayScript = () => undefined;
  /** Every address that was ever named in a RCPT TO. */
  readonly recipients: string[] = [];
  /** The mails for which 250 was decided, also when the connection was dropped before saying so (`accept-and-drop`). */
  readonly accepted: { from: string; to: string; messageId: string; raw: string }[] = [];
  /** What it says that it can do, beside `PIPELINING`. */
  extensions: string[] = [];
  /** The MAIL and RCPT commands that it heard, word for word. */
  readonly envelopes: string[] = [];
  private readonly tries = new Map<string, number>();
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.serve(socket));
  /** How many dialogues were open at the same time at most. */
  busiest = 0;

  /** Listens on loopback; `port` to come back where it was. */
  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Hangs up on everybody and stops listening. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** How often each Message-ID was accepted. */
  copies(): Map<string, number> {
    const copies = new Map<string, number>();
    for (const { messageId } of this.accepted) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
    return copies;
  }

  private serve(socket: Socket): void {
    const dialogue: Dialogue = { from: '', to: [], inData: false, buffer: '' };
    let turn = this.answer(socket, dialogue, 'connect', '220 scripted');
    this.sockets.add(socket);
    this.busiest = Math.max(this.busiest, this.sockets.size);
    socket.setNoDelay(true);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      dialogue.buffer += chunk.toString('latin1');
      turn = turn.then(async () => this.read(socket, dialogue));
    });
  }

  private async read(socket: Socket, dialogue: Dialogue): Promise<void> {
    for (;;) {
      const end = dialogue.inData ? '\r\n.\r\n' : '\r\n';
      const at = dialogue.buffer.indexOf(end);
      if (dialogue.inData && dialogue.buffer.length > 0 && (await this.react(dialogue, 'body')) === 'drop') socket.destroy();
      if (at < 0 || socket.destroyed) return;
      const line = dialogue.buffer.slice(0, at);
      dialogue.buffer = dialogue.buffer.slice(at + end.length);
      if (dialogue.inData) await this.takeMessage(socket, dialogue, line);
      else await this.obey(socket, dialogue, line);
    }
  }

  private async obey(socket: Socket, dialogue: Dialogue, line: string): Promise<void> {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL' || verb === 'RCPT') this.envelopes.push(line);
    switch (verb) {
      case 'EHLO':
      case 'HELO':
        return this.answer(socket, dialogue, 'helo', ['250-scripted', ...this.extensions.map((name) => `250-${name}`), '250 PIPELINING'].join('\r\n'));
      case 'MAIL':
        dialogue.from = /<([^>]*)>/.exec(line)?.[1] ?? '';
        dialogue.to = [];
        return this.answer(socket, dialogue, 'mail', '250 ok');
      case 'RCPT': {
        const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
        this.recipients.push(address);
        dialogue.to = [address];
        return this.answer(socket, dialogue, 'rcpt', '250 ok', () => (dialogue.to = []));
      }
      case 'DATA':
        if (dialogue.to.length === 0) return void socket.write('503 no recipient\r\n');
        dialogue.inData = true;
        return this.answer(socket, dialogue, 'data', '354 go on', () => (dialogue.inData = false));
      case 'QUIT':
        return void socket.end('221 bye\r\n');
      default:
        return void socket.write('250 ok\r\n');
    }
  }

  private async takeMessage(socket: Socket, dialogue: Dialogue, raw: string): Promise<void> {
    dialogue.inData = false;
    const messageId = /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? '';
    const to = dialogue.to[0]!;
    this.tries.set(to, (this.tries.get(to) ?? 0) + 1);
    const reaction = await this.react({ ...dialogue, messageId }, 'dot');
    if (reaction === undefined || reaction === 'accept-and-drop' || reaction.startsWith('250')) this.accepted.push({ from: dialogue.from, to, messageId, raw: raw.replace(/^\.\./gm, '.') });
    if (reaction === 'drop' || reaction === 'accept-and-drop') socket.destroy();
    else socket.write(`${reaction ?? '250 taken'}\r\n`);
  }

  private async answer(socket: Socket, dialogue: Dialogue, stage: RelayStage, usual: string, undo: () => void = () => undefined): Promise<void> {
    const reaction = await this.react(dialogue, stage);
    if (reaction !== undefined) undo();
    if (reaction === 'drop') socket.destroy();
    else socket.write(`${reaction ?? usual}\r\n`);
  }

  private async react(dialogue: Dialogue & { messageId?: string }, stage: RelayStage): Promise<RelayReaction> {
    const to = dialogue.to[0] ?? '';
    return this.script(stage, { to, messageId: dialogue.messageId ?? '', tries: this.tries.get(to) ?? 0 });
  }
}
