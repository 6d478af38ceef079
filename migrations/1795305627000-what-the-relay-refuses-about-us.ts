import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * That the relay refuses us, and not a mail or its recipient: one row per cause and sending domain, however many mails it holds up; '' is every
 * domain, for who may not even sign in. The first mail that the relay takes from there clears it. No organisation stands in it: several may send
 * from one domain, and all of them from that of the platform. `answer` holds no address of anybody.
 */
export class WhatTheRelayRefusesAboutUs1795305627000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table relay_refusal (
        sender_domain text not null,
        cause text not null check (cause in ('session', 'sign-in', 'sender', 'relaying')),
        answer text not null,
        since timestamptz not null,
        heard_at timestamptz not null,
        primary key (sender_domain, cause)
      )`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop table relay_refusal`);
  }
}
