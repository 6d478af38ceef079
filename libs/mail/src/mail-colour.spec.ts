import { describe, expect, it } from '@jest/globals';
import { readableColour, TEAL } from './mail-colour.js';

describe('the colour of a mail', () => {
  it.each([['#0b6b68', '#0b6b68'], ['#000000', '#000000'], ['rood', TEAL], ['#fff', TEAL], [null, TEAL], ['#ff0000;background:url(x)', TEAL]])('makes %s of %s', (given, used) => {
    expect(readableColour(given)).toBe(used);
  });

  it.each(['#ffffff', '#ffff00', '#ff9900', '#12d512'])('darkens %s until white can be read on it', (given) => {
    const colour = readableColour(given);
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    expect(1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
