import { Resolver } from 'node:dns/promises';
import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';

/** No record of that name and type: an answer, not a failure. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** Looks into the DNS: with the name servers of the system, or those of `DNS_SERVERS`. */
@Injectable()
export class Dns {
  constructor(private readonly config: Config) {}

  /** As `node:dns` resolves, and mailauth asks. @throws Error with a code such as ENOTFOUND or ETIMEOUT */
  resolve = async (name: string, type: string): Promise<string[] | string[][]> => {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 });
    if (this.config.dnsServers.length > 0) resolver.setServers(this.config.dnsServers);
    return (await resolver.resolve(name, type)) as string[] | string[][];
  };

  /** The texts of a TXT record, each in one piece; none when there are none. @throws Error when the name server cannot say */
  async texts(name: string): Promise<string[]> {
    return (await this.all(name, 'TXT')).map((pieces) => (pieces as string[]).join(''));
  }

  /** Names of the servers that take mail for a domain, the first choice first. */
  async mailServers(name: string): Promise<string[]> {
    const found = (await this.all(name, 'MX')) as { exchange: string; priority: number }[];
    return found.sort((one, other) => one.priority - other.priority).map(({ exchange }) => exchange.toLowerCase());
  }

  /** IPv4 and IPv6 addresses of a server. */
  async addresses(name: string): Promise<string[]> {
    const [four, six] = await Promise.all([this.all(name, 'A'), this.all(name, 'AAAA')]);
    return [...four, ...six] as string[];
  }

  private async all(name: string, type: string): Promise<unknown[]> {
    return this.resolve(name, type).catch((error: unknown) => {
      if (NOTHING.has((error as { code?: string }).code ?? '')) return [];
      throw error;
    });
  }
}
