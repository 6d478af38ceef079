import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError, type ErrorCode } from '@bijeen/platform';
import { Alert, ButtonLink, GuestLayout } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import type { BijeenRequest } from '../security/policy.js';

/** What a guest reads above the sentence of the refusal. */
const TITLES: Partial<Record<ErrorCode, string>> = {
  'link.unknown': 'Deze link werkt niet',
  'link.expired': 'Deze link is verlopen',
  'link.revoked': 'Er is een nieuwere link',
  'answer.closed': 'Antwoorden kan niet meer',
  'answer.meeting-cancelled': 'De bijeenkomst gaat niet door',
  'answer.meeting-postponed': 'De bijeenkomst is uitgesteld',
  'answer.meeting-held': 'De bijeenkomst is al begonnen of geweest',
  'offer.over': 'Het aanbod is voorbij',
  'offer.gone': 'Er wordt nu geen plaats vastgehouden',
  'answer.not-coming': 'Nog geen afspraak voor uw agenda',
  'date-poll.closed': 'De datumprikker is gesloten',
  'date-poll.not-asked': 'Geen datumprikker',
  'interest.not-now': 'De datum staat vast',
};

/** A refusal behind a personal link, as a page that says how to go on. Nothing on it tells a stranger anything (R11). */
@Catch(DomainError)
export class GuestErrors implements ExceptionFilter<DomainError> {
  catch(error: DomainError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<BijeenRequest>();
    const title = TITLES[error.code] ?? 'Dat lukte niet';
    const back = /^(answer|offer|duo|substitute|date-poll|interest)\./.test(error.code) ? `/${request.url.startsWith('/s/') ? 's' : 'u'}/${encodeURIComponent(tokenOf(request))}` : null;
    void host.switchToHttp().getResponse<FastifyReply>().status(error.status).type('text/html; charset=utf-8').send(
      request.view!.page(
        <GuestLayout title={title}>
          <h1>{title}</h1>
          <Alert kind="warning" title={error.message} />
          {back && <p><ButtonLink href={back}>Terug naar de uitnodiging</ButtonLink></p>}
        </GuestLayout>,
      ),
    );
  }
}

function tokenOf({ params }: BijeenRequest): string {
  return String((params as { token?: string }).token);
}
