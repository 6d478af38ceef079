import { createSocket } from 'node:dgram';
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { AUTHENTIC_DATA, decode, encode, RECURSION_DESIRED, type TlsaData } from 'dns-packet';

/** Milliseconds to wait for an answer, and then once more. */
const PATIENCE = 1_500;
/** Only these usages mean something for mail (RFC 7672 3.1): the certificate itself, or who issued it. */
const USABLE = { usage: [2, 3], selector: [0, 1], matchingType: [0, 1, 2] };

/**
 * What the DNS says about the certificate of a mail server (DANE, RFC 6698 and 7672). It counts only when a resolver on this very machine
 * validated it (DNSSEC): over a network anybody could set that bit. Where there is nothing that counts, ordinary certificates do.
 */
@Injectable()
export class Dane {
  constructor(private readonly config: Config) {}

  /** The records that bind this server; none when there are none, or when nobody validated them. */
  async records(host: string, port: number): Promise<TlsaData[]> {
    const server = (this.config.dnsServers.length > 0 ? this.config.dnsServers : getServers()).find(isOnThisMachine);
    if (server === undefined || isIP(host)) return [];
    const question = `_${port}._tcp.${host}`;
    const answer = (await ask(server, question)) ?? (await ask(server, question));
    if (!answer?.flag_ad || answer.flag_tc) return [];
    const records = (answer.answers ?? []).flatMap((one) => (one.type === 'TLSA' ? one.data : []));
    return records.filter(({ usage, selector, matchingType }) => USABLE.usage.includes(usage) && USABLE.selector.includes(selector) && USABLE.matchingType.includes(matchingType));
  }
}

function isOnThisMachine(server: string): boolean {
  return /^(127\.|::1$|\[::1\])/.test(server);
}

/** One question, one answer; nothing when none comes. */
async function ask(server: string, name: string): Promise<ReturnType<typeof decode> | undefined> {
  const [, address, port = '53'] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(server.includes('.') || server.startsWith('[') ? server : `[${server}]`)!;
  const id = Math.floor(Math.random() * 65_536);
  const roomy = { type: 'OPT' as const, name: '.' as const, udpPayloadSize: 4096, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] };
  const query = encode({ type: 'query', id, flags: RECURSION_DESIRED | AUTHENTIC_DATA, questions: [{ type: 'TLSA', name }], additionals: [roomy] });
  const socket = createSocket(isIP(address!) === 6 ? 'udp6' : 'udp4');
  try {
    return await new Promise((resolve, reject) => {
      setTimeout(() => resolve(undefined), PATIENCE).unref();
      socket.on('error', reject);
      socket.on('message', (bytes) => {
        const answer = readAnswer(bytes);
        if (answer?.id === id) resolve(answer);
      });
      socket.connect(Number(port), address, () => socket.send(query));
    });
  } catch {
    return undefined;
  } finally {
    socket.close();
  }
}

function readAnswer(bytes: Buffer): ReturnType<typeof decode> | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
