import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { Dns } from './dns.js';
import type { DnsLine, LineName } from './dns-lines.js';
import { dmarcAdvice, keyAdvice, spfAdvice } from './dns-advice.js';

/** What a look into the DNS found for one line. `unknown`: the name server gave no answer, so nobody can tell. */
export interface Finding {
  line: LineName;
  host: string;
  verdict: 'right' | 'wrong' | 'missing' | 'unknown';
  /** What stands there now. */
  found: string[];
  /** What must change, in Dutch; empty when all is well. */
  advice: string;
  /** What to set here, when the usual value of the line would throw away what stands there. */
  instead?: string;
}

type Look = Omit<Finding, 'line' | 'host'>;

/** The lines as they are to be set now: what is there keeps its place in the value. */
export function linesToSet(lines: readonly DnsLine[], findings: readonly Finding[]): DnsLine[] {
  return lines.map((line) => ({ ...line, value: findings.find((one) => one.line === line.name && one.host === line.host)?.instead ?? line.value }));
}

/** Compares lines with what the DNS says. */
@Injectable()
export class DnsChecks {
  constructor(
    private readonly dns: Dns,
    private readonly config: Config,
  ) {}

  /** Looks at all lines, at the same time. Never fails: who cannot be asked gives `unknown`. */
  async check(lines: readonly DnsLine[]): Promise<Finding[]> {
    return Promise.all(lines.map(async (line) => {
      const look = await this.look(line).catch((error: unknown): Look => ({ verdict: 'unknown', found: [], advice: noAnswer(error) }));
      return { line: line.name, host: line.host, ...look };
    }));
  }

  private async look(line: DnsLine): Promise<Look> {
    switch (line.name) {
      case 'spf':
      case 'return-spf':
        return this.spf(line);
      case 'dkim-rsa':
      case 'dkim-ed':
        return this.key(line);
      case 'dmarc':
        return this.dmarc(line);
      case 'return-mx':
        return this.mailServer(line);
    }
  }

  /** The record itself may look however it likes: what counts is whether it lets our addresses through (RFC 7208). */
  private async spf({ host, value }: DnsLine): Promise<Look> {
    const found = (await this.dns.texts(host)).filter((text) => /^v=spf1( |$)/i.test(text));
    if (found.length !== 1) return { verdict: found.length === 0 ? 'missing' : 'wrong', found, ...spfAdvice(found, value) };
    const addresses = this.config.sendingAddresses.length > 0 ? this.config.sendingAddresses : await this.dns.addresses(this.config.mailHost);
    if (addresses.length === 0) return { verdict: 'unknown', found, advice: `Wij konden niet nagaan vanaf welk adres onze mail vertrekt (${this.config.mailHost}). Vraag het de beheerder van Bijeen.` };
    const results = await Promise.all(addresses.map(async (ip) => this.spfResult(host, ip)));
    if (results.every((result) => result === 'pass')) return { verdict: 'right', found, advice: '' };
    return results.includes('temperror') ? { verdict: 'unknown', found, advice: noAnswer() } : { verdict: 'wrong', found, ...spfAdvice(found, value) };
  }

  private async spfResult(domain: string, ip: string): Promise<string> {
    const { spf } = await import('mailauth/lib/spf/index.js');
    const { status } = await spf({ ip, sender: `retour@${domain}`, helo: this.config.mailHost, mta: this.config.mailHost, resolver: this.dns.resolve, maxElapsedTime: 8_000 });
    return status.result;
  }

  private async key({ host, value }: DnsLine): Promise<Look> {
    const found = await this.dns.texts(host);
    if (found.some((text) => text.replace(/\s/g, '') === value.replace(/\s/g, ''))) return { verdict: 'right', found, advice: '' };
    return { verdict: found.length === 0 ? 'missing' : 'wrong', found, advice: keyAdvice(found, host) };
  }

  /** A domain without a record of its own is under the one of its parent (RFC 7489 6.6.3). */
  private async dmarc({ host }: DnsLine): Promise<Look> {
    const labels = host.split('.').slice(1);
    for (let at = 0; at < labels.length - 1; at += 1) {
      const found = (await this.dns.texts(`_dmarc.${labels.slice(at).join('.')}`)).filter((text) => /^v=DMARC1/i.test(text));
      if (found.length === 0) continue;
      const advice = dmarcAdvice(found);
      return { verdict: advice === '' ? 'right' : 'wrong', found, advice };
    }
    return { verdict: 'missing', found: [], advice: 'Deze regel staat er nog niet. Voeg hem toe. Met p=none verandert er niets aan jullie andere mail.' };
  }

  private async mailServer({ host, value }: DnsLine): Promise<Look> {
    const found = await this.dns.mailServers(host);
    const wanted = value.split(' ')[1]!;
    if (found.length === 1 && found[0] === wanted) return { verdict: 'right', found, advice: '' };
    if (found.length === 0) return { verdict: 'missing', found, advice: 'Deze regel staat er nog niet. Voeg hem toe.' };
    return { verdict: 'wrong', found, advice: `Hier staat nu een andere mailserver. Zorg dat alleen ${wanted} overblijft.` };
  }
}

function noAnswer(error?: unknown): string {
  const code = (error as { code?: string } | undefined)?.code;
  return `De nameserver gaf geen antwoord${code ? ` (${code})` : ''}. Wij kijken straks opnieuw.`;
}
