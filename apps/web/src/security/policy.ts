import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { DomainError, type Actor, type Role } from '@bijeen/platform';
import type { SignedIn } from '@bijeen/organisations';
import type { View } from '@bijeen/ui';
import type { FastifyRequest } from 'fastify';

/**
 * Who may use a route. `public`: everybody. `anyone`: everybody, and cookies are not looked at, so that what comes out is the same for all and
 * may be kept by a cache. `link`: whoever holds a personal link (the handler checks it; cookies are not looked at).
 * `signed-in`: a user who may not have chosen an organisation yet. A role: that role or higher in the organisation of the session or
 * the API token.
 */
export type Policy = 'public' | 'anyone' | 'link' | 'signed-in' | Role;

export const POLICY = 'bijeen:policy';

/** Declares who may use a route or a whole controller. A route without it fails the start (R7). */
export const Policy = (policy: Policy): ClassDecorator & MethodDecorator => SetMetadata(POLICY, policy);

export const ONLY_PEOPLE = 'bijeen:only-people';

/** Keeps programs with an API token out: they may not make tokens, or change who works here. */
export const OnlyPeople = (): ClassDecorator & MethodDecorator => SetMetadata(ONLY_PEOPLE, true);

/** What the guard leaves on the request for the handlers. */
export interface BijeenRequest extends FastifyRequest {
  actor?: Actor;
  session?: SignedIn;
  view?: View;
}

/** Who acts: a signed-in user or an API token. @throws DomainError `sign-in.needed` on a route without one. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (!actor) throw new DomainError('sign-in.needed');
  return actor;
});

/** The signed-in browser. @throws DomainError `sign-in.needed`. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { session } = requestOf(context);
  if (!session) throw new DomainError('sign-in.needed');
  return session;
});

/** Turns components into the page that answers this request. */
export const CurrentView = createParamDecorator((_: unknown, context: ExecutionContext): View => {
  const { view } = requestOf(context);
  if (!view) throw new Error('The request has no view: is the view hook registered?');
  return view;
});

function requestOf(context: ExecutionContext): BijeenRequest {
  return context.switchToHttp().getRequest<BijeenRequest>();
}
