import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import { DomainError, Logger } from '@bijeen/platform';
import { GuestLayout, View } from '@bijeen/ui';
import type { FastifyReply } from 'fastify';
import { ASSETS } from '../assets.js';
import type { BijeenRequest } from '../security/policy.js';

/** What a visitor must do before the page can be seen; after that the way leads back. */
const FIRST: Record<string, string> = { 'sign-in.needed': '/inloggen', 'organisation.not-chosen': '/organisaties' };

/** Requests that no handler gets to see. */
const UNREADABLE: Record<number, string> = {
  400: 'Dit verzoek konden we niet lezen. De inhoud past niet bij het soort bestand dat erbij staat.',
  405: 'Dit kan hier niet.',
  413: 'Dit is te groot. Een bestand mag hoogstens 10 MB zijn, andere verzoeken hoogstens 1 MB.',
  415: 'Dit soort inhoud kennen we niet. Programma’s sturen application/json.',
};

/** What went wrong, in the form that people and programs both get. */
interface Problem {
  status: number;
  code: string;
  detail: string;
  errors: { field: string; message: string }[];
  /** What else programs get. */
  members?: DomainError['members'];
}

/** Every error becomes a page for people or problem+json for programs (RFC 9457); a bug shows only its number, the log has the rest. */
@Catch()
@Injectable()
export class ErrorPages implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getRequest<BijeenRequest>(), host.switchToHttp().getResponse<FastifyReply>());
  }

  /** Also for what goes wrong before any route is found. */
  answer(error: unknown, request: BijeenRequest, reply: FastifyReply): void {
    const { members, ...problem } = this.problem(error);
    if (wantsJson(request)) void reply.status(problem.status).type('application/problem+json').send({ type: 'about:blank', title: problem.detail, ...members, ...problem });
    else if ((request.method === 'GET' || request.method === 'HEAD') && problem.code in FIRST) void reply.redirect(`${FIRST[problem.code]}?verder=${encodeURIComponent(request.url)}`, 303);
    else void reply.status(problem.status).type('text/html; charset=utf-8').send(this.page(problem, request));
  }

  private problem(error: unknown): Problem {
    if (error instanceof DomainError) {
      return { status: error.status, code: error.code, detail: error.message, errors: Object.entries(error.fields).map(([field, message]) => ({ field, message })), members: error.members };
    }
    const status = error instanceof HttpException ? error.getStatus() : Number((Object(error) as { statusCode?: unknown }).statusCode ?? 500);
    if (status === 404) return { status, code: 'not-found', detail: new DomainError('not-found').message, errors: [] };
    if (status < 500) return { status, code: 'request.refused', detail: UNREADABLE[status] ?? `Dit verzoek konden we niet lezen (${status}).`, errors: [] };
    const number = randomUUID();
    this.logger.error(error instanceof Error ? error : new Error(String(error)), `error ${number}`);
    return { status: 500, code: 'internal', detail: `Er ging bij ons iets mis. Probeer het later nog eens. Meldt u het? Noem dan dit nummer: ${number}.`, errors: [] };
  }

  private page(problem: Problem, request: BijeenRequest): string {
    const view = request.view ?? new View({ path: request.url, csrf: '', actor: null, banners: [], assets: ASSETS });
    return view.page(
      <GuestLayout title="Dat lukte niet">
        <h1>Dat lukte niet</h1>
        <p>{problem.detail}</p>
        {problem.errors.length > 0 && <ul>{problem.errors.map(({ field, message }) => <li key={field}>{message}</li>)}</ul>}
        <p>{problem.code in FIRST ? <a href={FIRST[problem.code]}>Ga verder</a> : <a href="/">Naar de beginpagina</a>}</p>
      </GuestLayout>,
    );
  }
}

/** Programs say so, or speak JSON themselves. */
function wantsJson(request: BijeenRequest): boolean {
  return request.url.startsWith('/api/') || [request.headers.accept, request.headers['content-type']].some((type) => type?.includes('json'));
}
