import { closeAddresses } from '@bijeen/mail';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockReported, noteBounce, type ReportedMail, softBounces } from './bounces.queries.js';
import type { DeliveryReport } from './delivery-report.js';
import type { Judgement, Whose } from './incoming-mail.js';

const DAY = 24 * 60 * 60 * 1000;
/** A mail server tries for five days; a report that comes much later says nothing about today. */
const OLDEST = 30 * DAY;
/** So many mails that came back for a passing reason, within some weeks, mean that the address does not work. */
const SOFT = { mails: 3, within: 21 * DAY };
const LEFT = ['sending', 'sent', 'uncertain'];

const SENTENCES = {
  hard: 'Dit adres bestaat niet of werkt niet meer. Er gaat geen mail meer naartoe.',
  soft: 'De mail kon nu niet worden bezorgd, bijvoorbeeld omdat de mailbox vol is. Een volgende mail gaat gewoon weg.',
  blocked: 'Al drie mails kwamen terug. Er gaat geen mail meer naar dit adres.',
  policy: 'De mailserver van de ontvanger weigerde deze mail. Dat ligt niet aan het adres.',
  unknown: 'De mail kwam terug. Waarom is niet duidelijk.',
};

/** What mails that come back mean (R22, F22). */
@Injectable()
export class Bounces {
  /** Takes a report about one of our mails, in the transaction of its organisation. Again is harmless. */
  async take(tx: EntityManager, { organisationId, outgoingMailId }: Whose, { kind, text }: Pick<DeliveryReport, 'kind' | 'text'>, now: Date): Promise<Judgement> {
    const which = { organisationId, outgoingMailId: outgoingMailId! };
    const mail = await lockReported(tx, which);
    const doubt = mail ? doubtAbout(mail, now) : 'Deze mail staat niet meer in onze lijst.';
    if (!mail || doubt !== null) return { verdict: 'ignored', reason: doubt! };
    await noteBounce(tx, which, { kind, text, now });
    const often = kind === 'soft' && (await softBounces(tx, organisationId, mail.addressHash, new Date(now.getTime() - SOFT.within))) >= SOFT.mails;
    if (kind !== 'hard' && !often) return { verdict: 'kept', reason: SENTENCES[kind] };
    await closeAddresses(tx, organisationId, [{ ...mail, outgoingMailId: which.outgoingMailId, kind: kind === 'hard' ? 'hard' : 'soft', said: text }], now);
    return { verdict: 'applied', reason: kind === 'hard' ? SENTENCES.hard : SENTENCES.blocked };
  }
}

/** Why a report changes nothing; null when it counts. */
function doubtAbout({ state, sentAt, bounceKind }: ReportedMail, now: Date): string | null {
  if (!LEFT.includes(state)) return 'Deze mail is niet verstuurd. Hij kan dus ook niet terugkomen.';
  if (sentAt !== null && now.getTime() - sentAt.getTime() > OLDEST) return 'Dit bericht gaat over een mail van meer dan 30 dagen geleden.';
  return bounceKind === 'hard' ? 'Dat deze mail terugkwam, wisten we al.' : null;
}
