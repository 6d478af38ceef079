import { HTTP_CODE_METADATA } from '@nestjs/common/constants.js';
import { ROLE_NAMES } from '@bijeen/organisations';
import { ERRORS, type Role } from '@bijeen/platform';
import { z } from 'zod';
import type { Route } from '../security/route-table.js';
import { DESCRIPTION, type Description } from './describe.js';

type Json = Record<string, unknown>;

/** A call of the REST interface as the document describes it. */
export interface Operation extends Description {
  route: Route;
  parameters: Json[];
  status: number;
}

const PROBLEM = { $ref: '#/components/responses/Problem' };
const ANYTHING = { type: 'object', additionalProperties: true };

/** A test refuses calls that nobody described. */
export const UNDESCRIBED: Description = { does: 'Nog niet beschreven.', gives: 'one' };

/** The calls of the REST interface in the order of their addresses. */
export function operations(routes: Route[]): Operation[] {
  return routes.filter(({ path }) => path.startsWith('/api/v1/')).map((route) => {
    const handler: unknown = (route.controller.prototype as Json)[route.handler];
    const description = (Reflect.getMetadata(DESCRIPTION, handler as object) as Description | undefined) ?? UNDESCRIBED;
    const status = (Reflect.getMetadata(HTTP_CODE_METADATA, handler as object) as number | undefined) ?? (route.method === 'POST' ? 201 : 200);
    return { ...description, route, status, parameters: [...inPath(route), ...inQuery(description.query), ...(route.method === 'POST' ? [IDEMPOTENCY_KEY] : [])] };
  });
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'Een zelfgekozen sleutel. Hetzelfde verzoek met dezelfde sleutel geeft 24 uur lang hetzelfde antwoord en gebeurt maar één keer.',
};

/** The whole document (OpenAPI 3.1). The server is not in it, so that it is the same for every installation. */
export function openApi(routes: Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations(routes)) {
    const path = operation.route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.route.method.toLowerCase()] = described(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bijeen', version, description: INTRODUCTION, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(operations(routes).map(tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Een sleutel van de pagina Instellingen, Sleutels voor programma’s.' } }, responses: { Problem: problem() } },
  };
}

export const INTRODUCTION = [
  'Alles wat organisatoren in Bijeen doen, kan een programma ook. Het gaat door dezelfde regels.',
  'Stuur bij elk verzoek `Authorization: Bearer <sleutel>` mee. De rol van de sleutel bepaalt wat mag.',
  'Lijsten geven `{ "items": [...], "next": "..." }`. Is `next` niet leeg, vraag dan het vervolg met `?after=<next>`.',
  'Tijden zijn ISO 8601 in UTC; dagen en kloktijden zonder zone zijn die van Amsterdam.',
  'Een fout is `application/problem+json` met een vaste `code`, een zin in `detail` en per veld een zin in `errors`.',
].join('\n\n');

function described({ route, does, gives, status, parameters, ...input }: Operation): Json {
  return {
    operationId: `${route.controller.name.replace(/Api$/, '')}.${route.handler}`,
    summary: does,
    tags: [tag({ route })],
    'x-role': route.policy,
    description: `Rol: ${ROLE_NAMES[route.policy as Role] ?? 'iedereen'} of hoger.`,
    ...(parameters.length > 0 && { parameters }),
    ...(input.body && { requestBody: { required: true, content: content(input.body, input) } }),
    responses: { [status]: answer(gives), '4XX': PROBLEM, '5XX': PROBLEM },
  };
}

function content(body: z.ZodType, { upload, partial }: Pick<Description, 'upload' | 'partial'>): Json {
  const { required, ...shape } = schema(body, 'input');
  const whole = partial || required === undefined ? shape : { ...shape, required };
  return upload ? { 'multipart/form-data': { schema: withFile(whole) } } : { 'application/json': { schema: whole } };
}

function answer(gives: Description['gives']): Json {
  if (gives === 'nothing') return { description: 'Gelukt. Er is niets te melden.' };
  const items = { type: 'object', required: ['items', 'next'], properties: { items: { type: 'array', items: ANYTHING }, next: { type: ['string', 'null'] } } };
  const shape = gives === 'list' ? items : gives === 'one' ? ANYTHING : schema(gives, 'output');
  return { description: 'Gelukt.', content: { 'application/json': { schema: shape } } };
}

/** Of `mail.blocked` alone: what has to be mended before these mails may leave. */
const FINDINGS: Json = { type: 'array', items: { type: 'object', properties: Object.fromEntries(['kind', 'code', 'what', 'where', 'mend'].map((name) => [name, { type: 'string' }])) } };

function problem(): Json {
  const properties = { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string', enum: [...Object.keys(ERRORS), 'request.refused', 'internal'].sort() }, detail: { type: 'string' }, errors: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, message: { type: 'string' } } } }, findings: FINDINGS };
  return { description: 'Niet gelukt; `code` en `detail` zeggen waarom (RFC 9457).', content: { 'application/problem+json': { schema: { type: 'object', required: ['status', 'code', 'detail', 'errors'], properties } } } };
}

/** The second word of the address, such as `meetings`. */
function tag({ route }: { route: Route }): string {
  return route.path.split('/')[3]!;
}

function inPath({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function inQuery(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schema(query, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, shape]) => ({ name, in: 'query', required: required.includes(name), schema: shape }));
}

function withFile(shape: Json): Json {
  return { ...shape, properties: { file: { type: 'string', format: 'binary' }, ...(shape['properties'] as Json) }, required: ['file', ...((shape['required'] as string[] | undefined) ?? [])] };
}

/** What zod checks, as JSON Schema; a transformation shows as what goes into it. */
function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...shape } = z.toJSONSchema(type, { io, unrepresentable: 'any', override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
  } });
  return shape;
}
