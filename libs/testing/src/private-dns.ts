import { createSocket, type Socket } from 'node:dgram';
import { type Answer, AUTHENTIC_DATA, decode, encode, type RecordType } from 'dns-packet';

/** What a private name server knows of one name and type; `silent` and `broken` stand for a name server that misbehaves. */
export type PrivateRecords = { type: 'TXT'; data: string } | { type: 'A' | 'AAAA'; data: string } | { type: 'MX'; data: { preference: number; exchange: string } } | { type: 'TLSA'; data: { usage: number; selector: number; matchingType: number; certificate: Buffer } };

/** A name server on loopback with the records of a test; nothing else exists there. */
export class PrivateDns {
  /** Says that it validated what it answers (DNSSEC, the AD bit of RFC 4035 3.2.3). */
  validates = false;
  /** Names for which it gives no answer at all, or says that it failed. */
  readonly silent = new Set<string>();
  readonly broken = new Set<string>();
  private readonly records = new Map<string, PrivateRecords[]>();
  private readonly socket: Socket = createSocket('udp4');

  async start(): Promise<this> {
    this.socket.on('message', (query, { port, address }) => {
      const answer = this.answer(query);
      if (answer) this.socket.send(answer, port, address);
    });
    await new Promise<void>((resolve) => this.socket.bind(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(resolve));
  }

  /** As `DNS_SERVERS` names it. */
  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  /** Puts records under a name, in place of those of the same name and type. */
  put(name: string, ...records: PrivateRecords[]): void {
    for (const { type } of records) this.records.delete(key(name, type));
    for (const record of records) this.records.set(key(name, record.type), [...(this.records.get(key(name, record.type)) ?? []), record]);
  }

  /** Forgets everything. */
  empty(): void {
    this.records.clear();
    this.silent.clear();
    this.broken.clear();
  }

  delete(name: string, type: PrivateRecords['type']): void {
    this.records.delete(key(name, type));
  }

  /** Everything of one type, by name: for a verifier in another language. */
  all(type: PrivateRecords['type']): Record<string, PrivateRecords['data'][]> {
    return Object.fromEntries([...this.records].filter(([name]) => name.endsWith(` ${type}`)).map(([name, records]) => [name.split(' ')[0]!, records.map(({ data }) => data)]));
  }

  private answer(query: Buffer): Buffer | undefined {
    const { id, questions } = decode(query);
    const { name, type } = questions![0]!;
    if (this.silent.has(name.toLowerCase())) return undefined;
    const answers = (this.records.get(key(name, type)) ?? []).map((record) => ({ name, ttl: 60, class: 'IN', type: record.type, data: record.type === 'TXT' ? record.data.match(/.{1,255}/gs)! : record.data }) as Answer);
    const exists = answers.length > 0 || [...this.records.keys()].some((known) => known.startsWith(`${name.toLowerCase()} `));
    const code = this.broken.has(name.toLowerCase()) ? 2 : exists ? 0 : 3;
    return encode({ id, type: 'response', flags: code | (this.validates ? AUTHENTIC_DATA : 0), questions: questions!, answers: code === 0 ? answers : [] });
  }
}

function key(name: string, type: RecordType): string {
  return `${name.toLowerCase()} ${type}`;
}
