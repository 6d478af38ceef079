import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@bijeen/platform';
import { checkPlaceholders, PLACEHOLDERS, requireKnownPlaceholders, textParts } from './placeholders.js';

describe('the placeholders of a text', () => {
  it.each([
    ['{aanhef}, welkom in {plaats}', []],
    [Object.keys(PLACEHOLDERS).map((name) => `{${name}}`).join(' '), []],
    ['geen enkele', []],
    ['{naaam}', ['naaam']],
    ['{Naam}', ['Naam']],
    ['{ naam }', [' naam ']],
    ['{}', ['']],
    ['{{naam}}', ['{', '}']],
    ['{naam', ['{naam']],
    ['naam}', ['}']],
    ['{naam}{', ['{']],
    ['{x{naam}y}', ['{x', '}']],
    ['{__proto__} {constructor} {toString}', ['__proto__', 'constructor', 'toString']],
    ['{naam.constructor} {naam|raw}', ['naam.constructor', 'naam|raw']],
    ['{onbekend} en {onbekend}', ['onbekend']],
  ])('of %j that nobody can fill', (text, unknown) => {
    expect(checkPlaceholders(text)).toEqual(unknown);
  });

  it('are refused on saving, beside the field they stand in', () => {
    expect(() => requireKnownPlaceholders({ subject: 'Voor {naam}', body: 'Beste {voornam}' })).toThrow(
      new DomainError('mail.unknown-placeholder', { names: '„voornam”' }, { body: 'Dit invulwoord kennen wij niet: „voornam”. Kies er een uit de lijst, of haal de accolades weg.' }),
    );
    expect(() => requireKnownPlaceholders({ subject: 'Voor {naam}' })).not.toThrow();
  });

  it('cut a text into what is fixed and what is filled in', () => {
    expect(textParts('Beste {naam}, {x}{plaats}')).toEqual([{ text: 'Beste ' }, { placeholder: 'naam' }, { text: ', {x}' }, { placeholder: 'plaats' }]);
  });
});
