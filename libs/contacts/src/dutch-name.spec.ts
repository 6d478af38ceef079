import { describe, expect, it } from '@jest/globals';
import { displayName, salutation, sortName, type NameParts } from './dutch-name.js';
import { readFormOfAddress, readFullName, readInitials } from './full-name.js';

const name = (parts: Partial<NameParts>): NameParts => ({ formOfAddress: null, titles: null, initials: null, firstName: null, infix: null, surname: 'Berg', ...parts });

describe('a Dutch name', () => {
  it.each([
    [{ infix: 'van der', surname: 'Berg' }, 'Berg, van der'],
    [{ infix: null, surname: 'Özdemir' }, 'Ozdemir'],
    [{ infix: null, surname: 'berg' }, 'Berg'],
    [{ infix: "van 't", surname: 'Hof' }, "Hof, van 't"],
    [{ infix: null, surname: 'ijzerman' }, 'IJzerman'],
    [{ infix: 'fan der', surname: 'Wâl' }, 'Wal, fan der'],
  ])('sorts %j as %s', (parts, sorted) => {
    expect(sortName(parts)).toBe(sorted);
  });

  it.each([
    [name({ formOfAddress: 'mevrouw', initials: 'A.', firstName: 'Anna', infix: 'van der' }), 'mevrouw A. van der Berg', 'Geachte mevrouw Van der Berg'],
    [name({ formOfAddress: 'meneer', titles: 'drs.', initials: 'P.', surname: 'Jansen' }), 'de heer drs. P. Jansen', 'Geachte heer Jansen'],
    [name({ initials: 'A.', infix: 'van der' }), 'A. van der Berg', 'Geachte A. van der Berg'],
    [name({ initials: 'A.', firstName: 'Anna', infix: 'van der' }), 'A. van der Berg', 'Geachte Anna van der Berg'],
    [name({ formOfAddress: 'meneer', infix: "'t", surname: 'Hart' }), "de heer 't Hart", "Geachte heer 't Hart"],
    [name({ formOfAddress: 'mevrouw', infix: "d'", surname: 'Ancona' }), "mevrouw d'Ancona", "Geachte mevrouw D'Ancona"],
    [name({ infix: 'van der' }), 'van der Berg', 'Geachte heer of mevrouw Van der Berg'],
  ])('is written and greeted', (parts, display, greeting) => {
    expect(displayName(parts)).toBe(display);
    expect(salutation(parts)).toBe(greeting);
  });

  it('greets by the office when nothing but surname and function is known, and never guesses a gender', () => {
    expect(salutation(name({ infix: 'van der' }), 'ALDERMAN')).toBe('Geachte wethouder Van der Berg');
    expect(salutation(name({ firstName: 'Anna' }), 'ALDERMAN')).toBe('Geachte Anna Berg');
    expect(salutation(name({}), 'POLICY_OFFICER')).toBe('Geachte heer of mevrouw Berg');
  });

  it('lets the organiser’s own salutation win', () => {
    expect(salutation(name({ formOfAddress: 'mevrouw' }), 'ALDERMAN', 'Beste Anna')).toBe('Beste Anna');
  });
});

describe('a whole name in one cell', () => {
  it.each([
    ['mw. drs. A.B. (Anna) van der Berg', { formOfAddress: 'mevrouw', titles: 'drs.', initials: 'A.B.', firstName: 'Anna', infix: 'van der', surname: 'Berg' }],
    ['Berg, A. van der', { initials: 'A.', infix: 'van der', surname: 'Berg' }],
    ['Anna van der Berg', { firstName: 'Anna', infix: 'van der', surname: 'Berg' }],
    ['dhr. P. Jansen', { formOfAddress: 'meneer', initials: 'P.', surname: 'Jansen' }],
    ['De heer Jan de Boer', { formOfAddress: 'meneer', firstName: 'Jan', infix: 'de', surname: 'Boer' }],
    ['prof. dr. Maria Jansen-de Vries', { titles: 'prof. dr.', firstName: 'Maria', surname: 'Jansen-de Vries' }],
    ['Wytske fan der Wal', { firstName: 'Wytske', infix: 'fan der', surname: 'Wal' }],
    ["Piet in 't Veld", { firstName: 'Piet', infix: "in 't", surname: 'Veld' }],
    ["S. O'Brien", { initials: 'S.', surname: "O'Brien" }],
    ['Jansen', { surname: 'Jansen' }],
    ['Q', { surname: 'Q' }],
    ['Yusuf El Amrani', { firstName: 'Yusuf', infix: 'el', surname: 'Amrani' }],
    ['null', { surname: 'null' }],
    ['Anne Marie Bakker', { firstName: 'Anne Marie', surname: 'Bakker' }],
    ['mevrouw K. van der Meer-de Wit', { formOfAddress: 'mevrouw', initials: 'K.', infix: 'van der', surname: 'Meer-de Wit' }],
    ['mr. H. Smit', { titles: 'mr.', initials: 'H.', surname: 'Smit' }],
  ])('takes %s apart', (text, parts) => {
    expect(readFullName(text)).toEqual(name(parts as Partial<NameParts>));
  });

  it.each([['a.b.', 'A.B.'], ['AB', 'A.B.'], ['A B', 'A.B.'], ['Th.J.', 'Th.J.'], ['Anna', null], ['J', 'J.'], ['Jo-Anne', null], ['Jo', null]])('reads initials %s', (text, initials) => {
    expect(readInitials(text)).toBe(initials);
  });

  it.each([['De heer', 'meneer'], ['Mw.', 'mevrouw'], ['Geachte heer', 'meneer'], ['m', 'meneer'], ['Beste Anna', null], ['', null]])('reads the form of address %s', (text, form) => {
    expect(readFormOfAddress(text)).toBe(form);
  });
});
