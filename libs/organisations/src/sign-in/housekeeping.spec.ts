import { describe, expect, it } from '@jest/globals';
import { DueWork } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { OrganisationsModule } from '../organisations.module.js';
import { UsersService } from '../users.service.js';
import { SignInHousekeeping } from './housekeeping.js';
import { RateLimits } from './rate-limits.js';
import { SignInLinks } from './sign-in-links.service.js';

const app = testApp(OrganisationsModule);

describe('what signing in leaves behind', () => {
  it('goes when it has ended, and what lives stays', async () => {
    const { id } = await app.get(UsersService).create({ name: 'Noor', email: 'noor@werkplaats.example.nl' });
    for (const minutes of [-1, 20]) {
      await app.sql(`insert into session (id, user_id, token, expires_at) values ($1, $2, $1, now() + make_interval(mins => $3))`, [`session ${minutes}`, id, minutes]);
      await app.sql(`insert into verification (identifier, value, expires_at) values ($1, '', now() + make_interval(mins => $2))`, [`link ${minutes}`, minutes]);
    }
    await app.get(RateLimits).count({ name: 'old', of: 'x', most: 1, minutes: 5 });
    app.clock.set('2027-01-12T09:06:00Z');
    await app.get(RateLimits).count({ name: 'new', of: 'x', most: 1, minutes: 5 });

    expect(await app.get(SignInHousekeeping).sweep()).toBe(3);
    expect(await app.sql('select id from session')).toEqual([{ id: 'session 20' }]);
    expect(await app.sql('select identifier from verification')).toEqual([{ identifier: 'link 20' }]);
    expect(await app.sql('select tries from rate_limit')).toEqual([{ tries: 1 }]);
  });

  it('is looked at by the clock of the worker', async () => {
    await app.get(SignInLinks).createSignInUrl('noor@werkplaats.example.nl');
    await app.sql(`update verification set expires_at = now() - interval '1 minute'`);
    Reflect.set(app.get(SignInHousekeeping), 'next', 0);

    await app.get(DueWork).run();

    expect(await app.sql('select id from verification')).toEqual([]);
  });
});
