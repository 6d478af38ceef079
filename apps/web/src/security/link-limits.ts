import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Clock, DomainError } from '@bijeen/platform';
import { catchError, type Observable, throwError } from 'rxjs';
import { ipKey } from './ip-key.js';
import type { BijeenRequest } from './policy.js';

const WINDOW_MS = 60_000;
/** Links that do not exist, from one address in a minute (R28). */
const MOST_GUESSES = 60;
/** Answers through one link in a minute: more than any person or mail program makes, and repeating one is harmless (R2). */
const MOST_ANSWERS = 300;
/** Forms of strangers that make a mail leave, from one address in a minute: an office that asks for places together stays below it. */
const MOST_FORMS = 20;
/** More counters than this at once are an attack; the oldest go. */
const MOST_COUNTERS = 20_000;

interface Counter {
  times: number;
  until: number;
}

/**
 * Slows down who guesses links or hammers one. Five hundred colleagues behind one address never notice: what counts against an
 * address is only what does not exist. Kept in memory because it must cost nothing; with several processes the limit is that many
 * times higher, which for 130 random bits makes no difference.
 */
@Injectable()
export class LinkLimits implements NestInterceptor {
  private readonly counters = new Map<string, Counter>();

  constructor(private readonly clock: Clock) {}

  /** Counts a visit to a page behind a personal link. @throws DomainError `rate.too-many` */
  check({ method, url, ip }: BijeenRequest): void {
    this.refuse(this.find(`guess ${ipKey(ip)}`), MOST_GUESSES);
    if (method === 'POST') this.refuse(this.add(`token ${url.split('?')[0]}`), MOST_ANSWERS + 1);
  }

  /** Counts a form that anyone may send and that makes a mail leave. @throws DomainError `rate.too-many` */
  checkForm({ ip }: Pick<BijeenRequest, 'ip'>): void {
    this.refuse(this.add(`form ${ipKey(ip)}`), MOST_FORMS + 1);
  }

  /** Counts links that turn out not to exist. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { ip } = context.switchToHttp().getRequest<BijeenRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (error instanceof DomainError && error.code === 'link.unknown') this.add(`guess ${ipKey(ip)}`);
        return throwError(() => error);
      }),
    );
  }

  private refuse({ times, until }: Counter, most: number): void {
    if (times >= most) throw new DomainError('rate.too-many', { seconds: Math.max(1, Math.ceil((until - this.clock.now().getTime()) / 1000)) });
  }

  private add(key: string): Counter {
    const counter = this.find(key);
    counter.times += 1;
    if (this.counters.size >= MOST_COUNTERS && !this.counters.has(key)) this.counters.delete(this.counters.keys().next().value!);
    this.counters.set(key, counter);
    return counter;
  }

  private find(key: string): Counter {
    const now = this.clock.now().getTime();
    const known = this.counters.get(key);
    return known && known.until > now && known.until <= now + WINDOW_MS ? known : { times: 0, until: now + WINDOW_MS };
  }
}
