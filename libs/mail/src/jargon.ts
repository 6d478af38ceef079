import { plainLines } from './rich-text.js';

/** A word that people outside the sector do not know, where it stands (lines count from 1), and what says the same in plain words. */
export interface JargonHint {
  word: string;
  line: number;
  advice: string;
}

const PLAIN = (other: string): string => `Schrijf liever: ${other}.`;
const EXPLAIN = (meaning: string): string => `Leg het uit, of schrijf: ${meaning}.`;

/** Word or words (lower case, `*` for any ending) → advice. Only advice: an organiser knows the readers best. */
export const JARGON: Record<string, string> = {
  'wmo': EXPLAIN('de Wet maatschappelijke ondersteuning (Wmo), hulp van de gemeente'), 'wlz': EXPLAIN('de Wet langdurige zorg'), 'zvw': EXPLAIN('de Zorgverzekeringswet'),
  'ggz': EXPLAIN('de geestelijke gezondheidszorg (ggz)'), 'poh-ggz': EXPLAIN('de praktijkondersteuner bij de huisarts'), 'poh': EXPLAIN('de praktijkondersteuner bij de huisarts'), 'epa': EXPLAIN('mensen met een ernstige psychische aandoening'),
  'iza': EXPLAIN('het landelijke zorgakkoord'), 'gala': EXPLAIN('het landelijke akkoord over gezond leven'), 'azwa': EXPLAIN('het landelijke akkoord over zorg en welzijn'), 'spuk': EXPLAIN('geld van het Rijk voor dit doel'), 'spuk-*': EXPLAIN('geld van het Rijk voor dit doel'),
  'zho': EXPLAIN('een organisatie voor zelfregie en herstel'), 'zho\'s': EXPLAIN('organisaties voor zelfregie en herstel'), 'nvzh': EXPLAIN('de vereniging van organisaties voor zelfregie en herstel'), 'vng': EXPLAIN('de vereniging van gemeenten (VNG)'), 'rvb': PLAIN('de directie'),
  'mt': PLAIN('de leiding'), 'pgb': EXPLAIN('een eigen budget voor zorg (pgb)'), 'wrap': EXPLAIN('een cursus waarin je een eigen herstelplan maakt'), 'kpi*': PLAIN('wat we willen bereiken'), 'kwartiermak*': PLAIN('iemand die dit opzet'),
  'herstelacademie*': EXPLAIN('een plek met cursussen door mensen met eigen ervaring'), 'zelfregie': EXPLAIN('zelf bepalen hoe je leeft en welke hulp je wilt'), 'zelfregiecentr*': EXPLAIN('een plek waar mensen elkaar steunen en zelf bepalen wat ze doen'), 'herstelondersteunen*': EXPLAIN('hulp die past bij wat iemand zelf wil'),
  'ervaringsdeskundigheid': EXPLAIN('kennis uit eigen ervaring'), 'peer support': PLAIN('steun van mensen die hetzelfde meemaakten'), 'peer-support': PLAIN('steun van mensen die hetzelfde meemaakten'), 'lotgenotencontact': PLAIN('praten met mensen die hetzelfde meemaakten'), 'ontwrichtende ervaring*': EXPLAIN('een gebeurtenis die je leven op zijn kop zet'),
  'empowerment': PLAIN('sterker worden'), 'empoweren': PLAIN('sterker maken'), 'inclusie': PLAIN('iedereen doet mee'), 'inclusie*': PLAIN('waarin iedereen meedoet'), 'participatie': PLAIN('meedoen'), 'participeren': PLAIN('meedoen'), 'maatschappelijke participatie': PLAIN('meedoen'),
  'cliënt*': PLAIN('mensen, bezoekers of inwoners'), 'client*': PLAIN('mensen, bezoekers of inwoners'), 'doelgroep*': PLAIN('de mensen om wie het gaat'), 'burger': PLAIN('inwoner'), 'burgers': PLAIN('inwoners'), 'zorgvrager*': PLAIN('mensen die hulp zoeken'), 'kwetsbare doelgroep*': PLAIN('mensen die het moeilijk hebben'),
  'stakeholder*': PLAIN('iedereen die ermee te maken heeft'), 'ketenpartner*': PLAIN('organisaties die samenwerken'), 'samenwerkingspartner*': PLAIN('organisaties die samenwerken'), 'best practice*': PLAIN('wat elders goed werkt'), 'good practice*': PLAIN('wat elders goed werkt'), 'pilot*': PLAIN('een proef'), 'commitment': PLAIN('dat u meedoet'), 'draagvlak': PLAIN('steun'),
  'implementeren': PLAIN('invoeren'), 'implementatie': PLAIN('het invoeren'), 'faciliteren': PLAIN('mogelijk maken'), 'faciliteert': PLAIN('maakt mogelijk'), 'borgen': PLAIN('zorgen dat het blijft'), 'borging': PLAIN('zorgen dat het blijft'), 'optimaliseren': PLAIN('beter maken'), 'monitoren': PLAIN('volgen'), 'uitrol': PLAIN('de start overal'), 'uitrollen': PLAIN('overal beginnen'),
  'integraal': PLAIN('samen'), 'integrale aanpak': PLAIN('één aanpak van iedereen samen'), 'domeinoverstijgend*': PLAIN('samen met andere afdelingen'), 'ontschotten': PLAIN('samenwerken over grenzen heen'), 'transformatie*': PLAIN('een grote verandering'), 'transitie*': PLAIN('een overgang'), 'positieve gezondheid': EXPLAIN('gezondheid is meer dan niet ziek zijn'),
  'interventie*': PLAIN('hulp'), 'methodiek*': PLAIN('een manier van werken'), 'casuïstiek': PLAIN('voorbeelden'), 'outreachend*': PLAIN('die naar mensen toe gaat'), 'laagdrempelig*': PLAIN('waar iedereen zo binnenloopt'), 'stigmatisering': PLAIN('vooroordelen'), 'destigmatisering': PLAIN('vooroordelen wegnemen'), 'preventief': PLAIN('voordat het misgaat'), 'collectieve preventie': PLAIN('voorkomen dat mensen ziek worden'),
  'sociaal domein': EXPLAIN('hulp, werk en zorg van de gemeente'), 'sociale domein': EXPLAIN('hulp, werk en zorg van de gemeente'), 'sociale basis': EXPLAIN('wat er in een buurt is voor iedereen'), 'inloopvoorziening*': PLAIN('een plek waar iedereen kan binnenlopen'), 'voorliggende voorziening*': EXPLAIN('hulp waarvoor je geen besluit van de gemeente nodig hebt'), 'voorliggend veld': EXPLAIN('hulp waarvoor je geen besluit van de gemeente nodig hebt'),
  'netwerkpartner*': PLAIN('organisaties die wij kennen'), 'awareness': PLAIN('dat mensen het weten'), 'mindset': PLAIN('houding'), 'co-creatie': PLAIN('samen maken'), 'cocreatie': PLAIN('samen maken'), 'bottom-up': PLAIN('door de mensen zelf'), 'businesscase*': PLAIN('een berekening van kosten en winst'), 'business case*': PLAIN('een berekening van kosten en winst'),
};

const WORDS = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${Object.keys(JARGON).sort((a, b) => b.length - a.length).map(pattern).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
const ENDINGS = Object.keys(JARGON).filter((word) => word.endsWith('*')).sort((a, b) => b.length - a.length);

/** Sector jargon in a text (in our markup or plain), each word once, in the order of the text. Advice beside the field; it stops nothing. */
export function jargonIn(text: string): JargonHint[] {
  const seen = new Set<string>();
  return plainLines(text).flatMap((line, index) =>
    [...line.replace(/\{\w+\}/g, ' ').matchAll(WORDS)].flatMap(([word]) => {
      const key = word.toLowerCase().replace('’', '\'');
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ word, line: index + 1, advice: adviceFor(key) }];
    }),
  );
}

function adviceFor(word: string): string {
  return JARGON[word] ?? JARGON[ENDINGS.find((each) => word.startsWith(each.slice(0, -1)))!]!;
}

function pattern(word: string): string {
  return word.replace(/[.()+?]/g, '\\$&').replace('\'', '[\'’]').replace(/\*$/, '[\\p{L}-]*').replace(/ /g, '\\s+');
}
