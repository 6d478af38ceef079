import { type AudienceReason, type AudienceSummary, reasonInWords } from '@bijeen/invitations';
import { list, people } from './in-words.js';

/** Some reasons read better within a sentence. */
const BECAUSE: Partial<Record<AudienceReason, string>> = {
  'function': 'hun functie niet bij de doelgroep hoort',
  'organisation-kind': 'hun soort organisatie niet bij de doelgroep hoort',
  'outside-region': 'ze buiten de regio werken',
  'too-far': 'de reistijd te lang is',
  'unsubscribed': 'ze zich hebben afgemeld',
  'no-address': 'er geen e-mailadres bekend is',
  'position-ended': 'hun functie is afgelopen of nog niet begonnen',
  'no-position': 'er geen functie bekend is',
  'no-municipality': 'hun gemeente niet bekend is',
  'removed-by-hand': 'jullie hen hebben weggelaten',
};

/** "Dit gaat naar 118 mensen. 4 doen niet mee, omdat …": counts in words before anything is sent. */
export function SummaryInWords({ summary }: { summary: AudienceSummary }) {
  const { toInvite, alreadyInvited, excluded, excludedBecause, viaSecretariat } = summary;
  return (
    <div class="panel">
      <p class="lead">
        {toInvite === 0 ? 'Er staat niemand op de lijst die nog geen uitnodiging heeft.' : <>De uitnodiging gaat naar <strong>{people(toInvite)}</strong>.</>}
        {viaSecretariat > 0 && <> Daarvan {viaSecretariat === 1 ? 'gaat er 1' : `gaan er ${viaSecretariat}`} via een secretariaat.</>}
        {alreadyInvited > 0 && <> {people(alreadyInvited)} {alreadyInvited === 1 ? 'heeft' : 'hebben'} er al een, en {alreadyInvited === 1 ? 'krijgt' : 'krijgen'} er geen tweede.</>}
      </p>
      {excluded > 0 && <p>{people(excluded)} {excluded === 1 ? 'doet' : 'doen'} niet mee: {list(excludedBecause.map(({ reason, people: amount }) => `${amount} omdat ${BECAUSE[reason] ?? reasonInWords(reason)}`))}.</p>}
    </div>
  );
}
