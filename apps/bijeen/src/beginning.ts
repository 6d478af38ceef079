import { type Actor, TenantDatabase } from '@bijeen/platform';
import { ApiTokensService, OrganisationsService, SignInLinks, UsersService } from '@bijeen/organisations';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { Demo, DEMO_OWNER } from './demo/demo.js';

/** With whom and what the first start began: kept, so that a later start can show the way in again. */
interface Start {
  actor: Actor;
  email: string;
  meetingId: string | null;
}

const TOKEN_NAME = 'npm start -- --json';
const EMPTY = { name: 'Lege organisatie', kind: 'ZHO' as const, senderName: 'Lege organisatie', replyTo: 'info@zho.example.nl', visitingAddress: 'Voorbeeldplein 1', postcode4: '8011', colour: null };
const EMPTY_OWNER = { name: 'Eerste eigenaar', email: 'eigenaar@zho.example.nl' };

/** What a new installation begins with, and the way in for whoever started it. */
export class Beginning {
  constructor(private readonly app: INestApplicationContext) {}

  async isNew(): Promise<boolean> {
    return this.get(UsersService).isNobodyThere();
  }

  /**
   * Throws away what a start that was broken off while filling the example left behind, so that this one begins anew.
   * @param databaseUrl the owner's connection: the app's role may not empty tables
   */
  static async clearHalf(databaseUrl: string): Promise<void> {
    const owner = new pg.Client({ connectionString: databaseUrl });
    await owner.connect();
    try {
      const { rowCount } = await owner.query(`select from platform_state where key = 'filling'`);
      if (rowCount) await owner.query('truncate organisation, app_user, platform_state cascade');
    } finally {
      await owner.end();
    }
  }

  /** A fictional ZHO with two meetings. */
  async fillDemo(): Promise<void> {
    await this.note('filling', {});
    const { actor, meetingId } = await new Demo(this.app).fill();
    await this.remember({ actor, email: DEMO_OWNER.email, meetingId });
  }

  /** An organisation without anything in it, so that a script can begin; a person makes it on the page /welkom. */
  async makeEmptyOrganisation(): Promise<void> {
    const owner = await this.get(UsersService).create(EMPTY_OWNER);
    const actor = await this.get(OrganisationsService).create(EMPTY, owner);
    await this.remember({ actor, email: EMPTY_OWNER.email, meetingId: null });
  }

  /** What the first start began with; null when a person made the organisation. */
  async find(): Promise<Start | null> {
    const [row] = await this.get(TenantDatabase).shared(async (tx) => tx.query<{ value: Start }[]>(`select value from platform_state where key = 'start'`));
    return row?.value ?? null;
  }

  /** Signs in once as the owner. */
  async signInUrl({ email }: Start): Promise<string> {
    return this.get(SignInLinks).createSignInUrl(email);
  }

  /** A token for scripts; the one of an earlier start ends. */
  async apiToken({ actor }: Start): Promise<string> {
    const tokens = this.get(ApiTokensService);
    for (const { id, name } of await tokens.list(actor)) if (name === TOKEN_NAME) await tokens.revoke(actor, id);
    return (await tokens.create(actor, { name: TOKEN_NAME, role: 'owner' })).token;
  }

  private async remember(start: Start): Promise<void> {
    await this.note('start', start);
    await this.get(TenantDatabase).shared(async (tx) => tx.query(`delete from platform_state where key = 'filling'`));
  }

  private async note(key: string, value: object): Promise<void> {
    await this.get(TenantDatabase).shared(async (tx) => tx.query('insert into platform_state (key, value) values ($1, $2)', [key, JSON.stringify(value)]));
  }

  private get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }
}
