import { Answer, type DeclineReason } from '@bijeen/invitations';

const REASONS: DeclineReason[] = ['date', 'date', 'someone-else', 'not-my-subject'];

/**
 * What the `n`-th invitee answers, or nothing. Out of ten: four come, two do not, one does not know yet, three stay silent; the same
 * every time, so that the demo of today looks like the one of yesterday.
 */
export function demoAnswer(n: number): Answer | null {
  const kind = (n * 7 + Math.floor(n / 10)) % 10;
  if (kind < 4) return Answer.parse({ coming: 'yes', ...(n % 9 === 0 && { diet: 'vegetarisch' }), ...(n % 23 === 0 && { access: 'plek voor een rolstoel' }) });
  if (kind < 6) return Answer.parse({ coming: 'no', reason: REASONS[n % REASONS.length] });
  if (kind < 7) return Answer.parse({ coming: 'maybe', remark: 'Ik hoor volgende week of de raad die dag vergadert.' });
  return null;
}
