import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrast, ownColours, readableColour } from './own-colour.js';

describe('the own colour of an organisation', () => {
  it('stays as it is where it can be read', () => {
    expect(readableColour('#0b6b68')).toBe('#0b6b68');
  });

  it('becomes darker, of the same hue, where it cannot', () => {
    const moved = readableColour('#ffd400');

    expect(contrast(moved, '#fffdf9')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(moved, '#fffdf9')).toBeLessThan(5);
    expect(Number.parseInt(moved.slice(1, 3), 16)).toBeGreaterThan(Number.parseInt(moved.slice(5, 7), 16));
  });

  it('computes contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('can be read whatever was chosen, on both papers and under the letters on a button', () => {
    const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(anyColour, (chosen) => {
        const { light, dark } = ownColours(chosen);
        const worst = Math.min(contrast(light.colour, '#fffdf9'), contrast(light.colour, light.on), contrast(dark.colour, '#161d23'), contrast(dark.colour, dark.on));
        expect(worst).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 2000 },
    );
  });
});
