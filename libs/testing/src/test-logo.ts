import { readFileSync } from 'node:fs';

/** A logo as many have it: dark letters on no ground, which a dark mail would swallow. PNG, 240 × 64 px at most when it is shown. */
export function testLogo(): Buffer {
  return readFileSync(new URL('./logo.png', import.meta.url));
}
