import type { LedgerMail } from '@bijeen/mail';
import { moment } from '../meetings/in-words.js';

/** What somebody did with a mail, behind their name. */
export const ACT_WORDS: Record<string, string> = {
  'mail.draft-edited': 'paste de tekst aan',
  'mail.withdrawn': 'trok deze mail in',
  'mail.sent-once-more': 'verstuurde hem nog een keer, als nieuwe mail',
  'mail.resent': 'liet hem opnieuw versturen, omdat hij niet was aangekomen',
  'mail.marked-arrived': 'noteerde dat hij is aangekomen',
};

/** Why a mail came back, as an organiser understands it. */
export const BOUNCE_WORDS: Record<NonNullable<LedgerMail['bounceKind']>, string> = {
  hard: 'Deze mail kwam terug: het adres bestaat niet (meer). Zoek het nieuwe adres.',
  soft: 'Deze mail kwam terug: het postvak is vol of even niet bereikbaar.',
  policy: 'De mailserver van de ontvanger wilde deze mail niet hebben.',
  unknown: 'Deze mail kwam terug. Waarom, is niet duidelijk. Bel even.',
};

/** Where a mail is, as an organiser understands it. */
export function stateInWords({ kind, state, sentAt, nextTryAt, deferrals }: Pick<LedgerMail, 'kind' | 'state' | 'sentAt' | 'nextTryAt' | 'deferrals'>, now: Date): string {
  switch (state) {
    case 'draft':
      return 'Deze mail wacht tot jij of een collega hem verstuurt.';
    case 'queued':
      return nextTryAt > now ? `Deze mail vertrekt niet voor ${moment(nextTryAt)}.` : 'Deze mail staat klaar en vertrekt zo.';
    case 'sending':
      return 'Deze mail wordt nu overgedragen aan de mailserver.';
    case 'sent':
      return `De mailserver nam deze mail aan${sentAt ? ` op ${moment(sentAt)}` : ''}. Of hij is gelezen, meten wij niet.`;
    case 'deferred':
      return `Het is nog niet gelukt (${deferrals} keer geprobeerd). Bijeen probeert het vanzelf opnieuw op ${moment(nextTryAt)}.`;
    case 'failed':
      if (kind === 'sender-domain') return 'Deze mail kon niet worden bezorgd. Hoe jullie domein ervoor staat, lees je op de pagina Afzenderdomein.';
      return 'Deze mail kon niet worden bezorgd. Klopt het adres nog? Verbeter het bij de relatie, en verstuur de mail dan nog een keer.';
    case 'uncertain':
      return 'De verbinding viel weg tijdens het overdragen. Of deze mail is aangekomen, kan alleen een mens nagaan: vraag het na, of kijk bij je mailprovider.';
    case 'withdrawn':
      return 'Deze mail is niet verstuurd.';
  }
}
