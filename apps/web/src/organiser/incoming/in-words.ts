import type { IncomingVerdict, ReceivedKind } from '@bijeen/incoming';

/** What came in, as a person reads it. */
export const KIND_TEXTS: Record<ReceivedKind, string> = {
  'bounce': 'mail kwam terug',
  'delay': 'bericht over de bezorging',
  'complaint': 'gemeld als spam',
  'auto-reply': 'automatisch antwoord',
  'calendar-reply': 'antwoord uit een agenda',
  'message': 'bericht',
  'unreadable': 'onleesbaar',
};

/** What became of it. */
export const VERDICT_TEXTS: Record<IncomingVerdict, string> = {
  'applied': 'verwerkt',
  'kept': 'bewaard',
  'to-confirm': 'te bevestigen',
  'proposal': 'voorstel',
  'ignored': 'niet gebruikt',
  'quarantined': 'in quarantaine',
};

export const VERDICT_TAGS: Record<IncomingVerdict, string> = { 'applied': 'ok', 'kept': 'info', 'to-confirm': 'warning', 'proposal': 'warning', 'ignored': 'none', 'quarantined': 'error' };
