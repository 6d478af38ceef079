import { describe, expect, it } from '@jest/globals';
import { JARGON, jargonIn } from './jargon.js';

describe('jargon', () => {
  it.each([
    ['Cliënten in de Wmo', [['Cliënten', 1], ['Wmo', 1]]],
    ['Welkom.\n\n- de **POH-GGZ** komt\n- en _stakeholders_ ook', [['POH-GGZ', 3], ['stakeholders', 4]]],
    ['Onze herstelacademie en haar best practices', [['herstelacademie', 1], ['best practices', 1]]],
    ['ZHO’s werken aan inclusie, inclusieve wijken en inclusie', [['ZHO’s', 1], ['inclusie', 1], ['inclusieve', 1]]],
    ['Wij praten met inwoners over wat hen helpt. {organisatie} doet mee.', []],
    ['De burgemeester komt ook, niet de burgers', [['burgers', 1]]],
    ['grootmt, mtb en wmoet', []],
  ])('in %j is %j', (text, found) => {
    expect(jargonIn(text).map(({ word, line }) => [word, line])).toEqual(found);
  });

  it('always comes with something plainer', () => {
    expect(Object.keys(JARGON).length).toBeGreaterThanOrEqual(60);
    for (const word of Object.keys(JARGON)) {
      const [hint] = jargonIn(`Iets over ${word.replace('*', '')} hier.`);
      expect(hint?.advice).toMatch(/^(Schrijf liever|Leg het uit, of schrijf): .{3,}\.$/);
    }
  });
});
