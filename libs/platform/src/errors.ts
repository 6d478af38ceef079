import { ERRORS } from './error-texts.js';

export type ErrorCode = keyof typeof ERRORS;

/**
 * Something a person or a program asked that the rules of Bijeen refuse. The code is stable; the Dutch sentence stands in
 * `error-texts.ts`, with `{placeholders}` filled from `details`. Anything that is not a DomainError is a bug and goes up.
 */
export class DomainError extends Error {
  /** What programs are told beside code and sentence, each by its own name (RFC 9457, section 3.2). */
  readonly members: Readonly<Record<string, unknown>> = {};

  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, string | number> = {},
    /** Field name → Dutch sentence, when the error belongs beside one or more fields. */
    readonly fields: Record<string, string> = {},
  ) {
    super(ERRORS[code].text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole)));
    this.name = 'DomainError';
  }

  /** The HTTP status that fits (RFC 9110). */
  get status(): number {
    return ERRORS[this.code].status;
  }
}
