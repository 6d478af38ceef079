import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

export const DESCRIPTION = 'bijeen:description';

/** What a program has to know of a call, beside what the controller says already (method, path, parameters, role). */
export interface Description {
  /** One Dutch sentence. */
  does: string;
  /** What may stand behind the question mark. */
  query?: z.ZodType;
  /** The JSON that comes in, or the form with a file. */
  body?: z.ZodType;
  /** Nothing of the body is required: what is left out stays as it is. */
  partial?: boolean;
  /** The body is a form with a file in the field `file`. */
  upload?: boolean;
  /** What comes out: a piece of a list, one thing, or nothing; or exactly what. */
  gives: 'list' | 'one' | 'nothing' | z.ZodType;
}

/** Describes a call of the REST interface for `/api/openapi.json` and `/api/docs`, from the same schemas that check what comes in. */
export const Describe = (description: Description): MethodDecorator => SetMetadata(DESCRIPTION, description);
