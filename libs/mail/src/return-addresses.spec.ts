import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Config } from '@bijeen/platform';
import { parseEmail } from './email-address.js';
import { ReturnAddresses } from './return-addresses.js';

const addresses = new ReturnAddresses({ secretKey: 'a secret of this test, long enough', mailDomain: 'bijeen.example.org' } as Config);
const others = new ReturnAddresses({ secretKey: 'another secret of this test, as long', mailDomain: 'bijeen.example.org' } as Config);

describe('the address on which something comes back', () => {
  it('leads to the row it was made for, whatever the case', () => {
    for (let round = 0; round < 200; round += 1) {
      const id = randomUUID();
      const address = addresses.address('reply', id);
      expect(parseEmail(address).ok).toBe(true);
      expect(address.indexOf('@')).toBeLessThanOrEqual(64);
      expect(addresses.read(address)).toEqual({ purpose: 'reply', id });
      expect(addresses.read(address.toUpperCase())).toEqual({ purpose: 'reply', id });
    }
  });

  it('may be on the domain of an organisation', () => {
    const id = randomUUID();
    expect(addresses.address('bounce', id, 'retour.werkplaats.example.nl')).toMatch(/@retour\.werkplaats\.example\.nl$/);
    expect(addresses.read(addresses.address('bounce', id, 'retour.werkplaats.example.nl'))).toEqual({ purpose: 'bounce', id });
  });

  it('cannot be guessed, changed, or used for the other purpose', () => {
    const address = addresses.address('bounce', randomUUID());
    expect(addresses.read(address.replace('retour+', 'antwoord+'))).toBeUndefined();
    expect(others.read(address)).toBeUndefined();
    for (const at of [8, 20, 30, 45]) expect(addresses.read(`${address.slice(0, at)}${address[at] === 'a' ? 'b' : 'a'}${address.slice(at + 1)}`)).toBeUndefined();
    for (const text of ['', 'retour@bijeen.example.org', 'retour+@bijeen.example.org', `${address.slice(0, 30)}@bijeen.example.org`, `x${address}`]) expect(addresses.read(text)).toBeUndefined();
  });
});
