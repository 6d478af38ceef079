import { insertStop } from '@bijeen/invitations';
import { type Actor, audit } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockReported } from './bounces.queries.js';
import type { Judgement, Whose } from './incoming-mail.js';

/** Somebody marked our mail as spam. That is a wish for no more mail, and treated as one. */
@Injectable()
export class Complaints {
  async take(tx: EntityManager, { organisationId, meetingId, outgoingMailId }: Whose, now: Date): Promise<Judgement> {
    const mail = await lockReported(tx, { organisationId, outgoingMailId: outgoingMailId! });
    if (!mail) return { verdict: 'ignored', reason: 'Deze mail staat niet meer in onze lijst.' };
    const added = await insertStop(tx, { organisationId, meetingId: meetingId ?? '', emailHash: mail.addressHash }, { scope: 'organisation', origin: 'complaint', now });
    if (!added) return { verdict: 'ignored', reason: 'Deze persoon wilde al geen mail meer van ons.' };
    const actor: Actor = { organisationId, kind: 'invitee', id: mail.invitationId, name: 'genodigde', role: 'viewer' };
    await audit(tx, actor, 'invitee.unsubscribed', { kind: 'invitation', id: mail.invitationId }, { scope: 'organisation', origin: 'complaint' });
    return { verdict: 'applied', reason: 'Deze persoon meldde onze mail als spam. Er gaat geen mail meer naartoe.' };
  }
}
