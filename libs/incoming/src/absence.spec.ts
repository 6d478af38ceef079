import { describe, expect, it } from '@jest/globals';
import { backOn } from './absence.js';

/** A Tuesday. */
const TODAY = '2027-02-16';

describe('when somebody is back, in the words of an automatic answer', () => {
  it.each([
    ['Ik ben afwezig. Ik ben weer aanwezig op maandag 3 maart.', '2027-03-03'],
    ['Bedankt voor uw bericht. Ik ben terug op 3-3.', '2027-03-03'],
    ['Ik ben met vakantie t/m 12 maart.', '2027-03-13'],
    ['Ik ben afwezig van 15 februari tot en met vrijdag 26 februari 2027 en lees mijn mail niet.', '2027-02-27'],
    ['Van 1 t/m 10 maart ben ik afwezig, op 13 maart ben ik weer bereikbaar.', '2027-03-13'],
    ['Ik ben t/m 12 maart afwezig en daarna weer bereikbaar.', '2027-03-13'],
    ['Vanaf 1 april 2027 ben ik weer op kantoor.', '2027-04-01'],
    ['Ik ben er niet tot 22/02/2027. Wegens verlof afwezig tot 22/02/2027.', '2027-02-22'],
    ['Maandag ben ik weer aanwezig.', '2027-02-22'],
    ['Dinsdag ben ik terug.', '2027-02-23'],
    ['Ik ben vandaag niet bereikbaar. Morgen ben ik er weer.', '2027-02-17'],
    ['I am out of the office and will return on Monday, March 1st.', '2027-03-01'],
    ['I am away until 8 March 2027.', '2027-03-08'],
    ['I am on leave from 10 February through 28 February and have no access to my mail.', '2027-03-01'],
    ['I will be back 2027-03-08.', '2027-03-08'],
    ['Ich bin bis zum 5. März nicht im Büro.', '2027-03-06'],
    ['Ab dem 8. März 2027 bin ich wieder erreichbar.', '2027-03-08'],
    ['Ik ben terug op 1 oktober.', '2027-10-01'],
  ])('%s', (text, day) => {
    expect(backOn(text, TODAY)).toBe(day);
  });

  it.each([
    ['Ik ben afwezig. Bel voor spoed 038 123 45 67.'],
    ['Ik werk niet op vrijdag.'],
    ['Ik ben sinds 3 februari met verlof.'],
    ['Ik kom terug op uw mail.'],
    ['Ik ben weer aanwezig op 45-13.'],
    ['Ik ben terug op 3 maart 2026.'],
    ['Ik ben terug op 4 januari.'],
    ['I am back on 29 February 2027.'],
    ['Ik ben weer aanwezig om 12.30 uur.'],
    [''],
  ])('is not guessed: %s', (text) => {
    expect(backOn(text, TODAY)).toBeNull();
  });
});
