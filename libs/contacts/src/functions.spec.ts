import { describe, expect, it } from '@jest/globals';
import { lastMunicipalElection, needsCheck } from './elections.js';
import { isDecisionMaker, readFunction } from './functions.js';
import { readOrganisationKind } from './organisation-kinds.js';

describe('a function in a list', () => {
  it.each([
    ['wethouder', 'ALDERMAN', null, null],
    ['Wethouder Zorg en Welzijn', 'ALDERMAN', 'Zorg en Welzijn', null],
    ['wethouder (van Jeugd)', 'ALDERMAN', 'Jeugd', null],
    ['Locoburgemeester en wethouder', 'ALDERMAN', null, 'Locoburgemeester en wethouder'],
    ['alderman', 'ALDERMAN', null, null],
    ['ALDERMAN', 'ALDERMAN', null, null],
    ['bestuurder', 'BOARD_MEMBER', null, null],
    ['Lid Raad van Bestuur', 'BOARD_MEMBER', null, 'Lid Raad van Bestuur'],
    ['RvB', 'BOARD_MEMBER', null, 'RvB'],
    ['Bestuursadviseur', 'OTHER', null, 'Bestuursadviseur'],
    ['directeur-bestuurder', 'DIRECTOR', null, 'directeur-bestuurder'],
    ['algemeen directeur', 'DIRECTOR', null, 'algemeen directeur'],
    ['senior beleidsadviseur Wmo', 'POLICY_OFFICER', null, 'senior beleidsadviseur Wmo'],
    ['Policy Officer', 'POLICY_OFFICER', null, null],
    ['strateeg', 'STRATEGIST', null, null],
    ['Inkoper', 'PROCUREMENT_OFFICER', null, null],
    ['uitvoerend medewerker', 'OPERATIONAL_STAFF', null, null],
    ['Ervaringsdeskundige', 'EXPERT_BY_EXPERIENCE', null, null],
    ['Programmamanager sociaal domein', 'OTHER', null, 'Programmamanager sociaal domein'],
    ['burgemeester', 'OTHER', null, 'burgemeester'],
  ])('%s is %s', (text, contactFunction, portfolio, title) => {
    expect(readFunction(text)).toEqual({ function: contactFunction, portfolio, title });
  });

  it('means the wethouder when a municipality speaks of a bestuurder', () => {
    expect(readFunction('bestuurder', true).function).toBe('ALDERMAN');
  });

  it('decides by office, a policy officer only by choice', () => {
    expect(['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR', 'POLICY_OFFICER', 'OTHER'].filter((each) => isDecisionMaker(each))).toEqual(['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR']);
    expect(isDecisionMaker('POLICY_OFFICER', ['POLICY_OFFICER'])).toBe(true);
  });
});

describe('a kind of organisation in a list', () => {
  it.each([['Gemeente', 'MUNICIPALITY'], ['ggz', 'GGZ'], ['Welzijnsorganisatie', 'WELFARE'], ['zorgverzekeraar', 'HEALTH_INSURER'], ['Zelfregieorganisatie', 'ZHO'], ['woningcorporatie', 'OTHER'], ['HEALTH_INSURER', 'HEALTH_INSURER']])('%s is %s', (text, kind) => {
    expect(readOrganisationKind(text)).toBe(kind);
  });
});

describe('the municipal election', () => {
  it('makes what was checked before it doubtful', () => {
    expect(lastMunicipalElection('2027-01-12')).toBe('2026-03-18');
    expect(lastMunicipalElection('2026-03-17')).toBe('2022-03-16');
    expect([needsCheck('2026-03-17', '2027-01-12'), needsCheck('2026-03-18', '2027-01-12')]).toEqual([true, false]);
  });
});
