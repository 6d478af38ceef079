import { Clock, Config, Logger, TenantDatabase } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import { type DkimKey, makeKeys, openKeys, type SigningKey } from './dkim-keys.js';

const ROW = 'sender-keys';

/**
 * The keys of the platform's own domain. They stand in the database, encrypted, so that every process on every machine signs with the same
 * ones; the first that needs them makes them (decision 16).
 */
@Injectable()
export class PlatformKeys {
  private known: Promise<{ keys: DkimKey[]; opened: SigningKey[] }> | undefined;

  constructor(
    private readonly db: TenantDatabase,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** As they are published. */
  async keys(): Promise<DkimKey[]> {
    return (await this.load()).keys;
  }

  /** Ready to sign. */
  async opened(): Promise<SigningKey[]> {
    return (await this.load()).opened;
  }

  private async load(): Promise<{ keys: DkimKey[]; opened: SigningKey[] }> {
    this.known ??= this.findOrMake().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async findOrMake(): Promise<{ keys: DkimKey[]; opened: SigningKey[] }> {
    const kept = await this.kept();
    const opened = kept && this.open(kept);
    if (kept && opened) return { keys: kept, opened };
    const keys = await this.keep(await makeKeys(this.config.mailDomain, this.config.secretKey), kept);
    return { keys, opened: openKeys(this.config.mailDomain, keys, this.config.secretKey) };
  }

  private async kept(): Promise<DkimKey[] | undefined> {
    const [row] = await this.db.shared(async (tx) => tx.query<{ value: Record<string, DkimKey[]> }[]>('select value from platform_state where key = $1', [ROW]));
    return row?.value[this.config.mailDomain];
  }

  /** Another SECRET_KEY cannot open them: then new ones are made, and the log says what that means. */
  private open(keys: DkimKey[]): SigningKey[] | undefined {
    try {
      return openKeys(this.config.mailDomain, keys, this.config.secretKey);
    } catch (error) {
      this.logger.error(`The DKIM keys of ${this.config.mailDomain} do not open with this SECRET_KEY. New ones are made: put them into the DNS (npm run bijeen -- mail:doctor says how)`, error, 'PlatformKeys');
      return undefined;
    }
  }

  /** Of two processes that make keys at the same time, the keys of one count, for both. */
  private async keep(made: DkimKey[], instead: DkimKey[] | undefined): Promise<DkimKey[]> {
    const { mailDomain } = this.config;
    return this.db.shared(async (tx) => {
      await tx.query(`insert into platform_state (key, value, updated_at) values ($1, '{}', $2) on conflict (key) do nothing`, [ROW, this.clock.now()]);
      const [row] = await tx.query<{ value: Record<string, DkimKey[]> }[]>('select value from platform_state where key = $1 for update', [ROW]);
      const others = row?.value[mailDomain];
      if (others && others[0]?.selector !== instead?.[0]?.selector) return others;
      await tx.query('update platform_state set value = value || $2::jsonb, updated_at = $3 where key = $1', [ROW, JSON.stringify({ [mailDomain]: made }), this.clock.now()]);
      return made;
    });
  }
}
