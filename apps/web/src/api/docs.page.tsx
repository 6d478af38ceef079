import { ROLE_NAMES } from '@bijeen/organisations';
import { ERRORS, type Role } from '@bijeen/platform';
import { GuestLayout, Table } from '@bijeen/ui';
import { INTRODUCTION, type Operation } from './openapi.js';

/** The REST interface to read: every call with its role, what goes in, and an example that can be pasted. */
export function DocsPage({ operations }: { operations: Operation[] }) {
  const names = [...new Set(operations.map(subject))];
  return (
    <GuestLayout title="De API van Bijeen">
      <h1>De API van Bijeen</h1>
      {INTRODUCTION.split('\n\n').map((text) => <p key={text}>{code(text)}</p>)}
      <p>Voor programma’s is er <a href="/api/openapi.json">de beschrijving in OpenAPI</a>.</p>
      <pre class="example" tabIndex={0}><code>{'curl -H "Authorization: Bearer $SLEUTEL" https://bijeen.example.org/api/v1/me'}</code></pre>
      <nav aria-label="Onderwerpen"><ul>{names.map((name) => <li key={name}><a href={`#${name}`}>{name}</a></li>)}</ul></nav>
      {names.map((name) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name}>{name}</h2>
          {operations.filter((call) => subject(call) === name).map((call) => <Call key={`${call.route.method} ${call.route.path}`} call={call} />)}
        </section>
      ))}
      <h2 id="fouten">Fouten</h2>
      <Table caption="Elke code, met zijn status" headers={['Code', 'Status', 'Zin']} rows={Object.entries(ERRORS).map(([name, { status, text }]) => ({ key: name, cells: [<code key={name}>{name}</code>, status, text] }))} />
    </GuestLayout>
  );
}

/** The second word of the address, such as `meetings`. */
function subject({ route }: Operation): string {
  return route.path.split('/')[3]!;
}

function Call({ call: { route, does, gives, parameters, body, upload } }: { call: Operation }) {
  const query = parameters.filter((parameter) => parameter['in'] === 'query').map((parameter) => String(parameter['name']));
  return (
    <article class="call">
      <h3><code>{route.method} {route.path}</code></h3>
      <p>{does} Rol: {ROLE_NAMES[route.policy as Role] ?? 'iedereen'}.</p>
      {query.length > 0 && <p>Achter het vraagteken: {query.map((name, index) => <>{index > 0 && ', '}<code key={name}>{name}</code></>)}.</p>}
      {body && <p>Stuur {upload ? 'een formulier met het bestand in ' : 'JSON met '}{upload ? <code>file</code> : <Fields body={body} />}{upload && <> en <Fields body={body} /></>}.</p>}
      {gives === 'list' && <p>Geeft een lijst.</p>}
    </article>
  );
}

function Fields({ body }: { body: NonNullable<Operation['body']> }) {
  const names = fieldNames(body);
  return <>{names.map((name, index) => <>{index > 0 && ', '}<code key={name}>{name}</code></>)}</>;
}

/** The fields of a schema, or of all its variants together. */
function fieldNames(type: unknown): string[] {
  const { shape, options, in: inner, def } = Object(type) as { shape?: object; options?: unknown[]; in?: unknown; def?: { innerType?: unknown } };
  if (shape) return Object.keys(shape);
  if (options) return [...new Set(options.flatMap(fieldNames))];
  return inner ?? def?.innerType ? fieldNames(inner ?? def?.innerType) : [];
}

/** Text between backquotes is code. */
function code(text: string) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part));
}
