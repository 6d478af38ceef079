import { type ApiToken, ROLE_HINTS, ROLE_NAMES } from '@bijeen/organisations';
import { longMoment, type Role, shortDate } from '@bijeen/platform';
import { Alert, Button, Empty, ErrorSummary, Form, type FormErrors, OrganiserLayout, Radios, Table, TextField } from '@bijeen/ui';

interface Props {
  tokens: ApiToken[];
  typed: Record<string, unknown>;
  errors: FormErrors;
  /** Just made: shown now, never again. */
  token: string | undefined;
  revoked: boolean;
}

/** A program never changes who works here, nor makes tokens: that takes a person. */
const MAY: Record<Role, string> = { viewer: ROLE_HINTS.viewer, organiser: ROLE_HINTS.organiser, owner: 'mag wat een eigenaar mag, behalve collega’s en sleutels beheren' };

/** Tokens for programs: those that work, and how to make one. */
export function ApiTokensPage({ tokens, typed, errors, token, revoked }: Props) {
  return (
    <OrganiserLayout title="Sleutels voor programma’s">
      <ErrorSummary errors={errors} />
      <p><a href="/instellingen">Instellingen</a></p>
      <h1>Sleutels voor programma’s</h1>
      <p>Met een sleutel werkt een ander programma met jullie gegevens. Hoe dat gaat, staat in <a href="/api/docs">de beschrijving van de API</a>.</p>
      {revoked && <Alert kind="ok" title="De sleutel werkt niet meer." />}
      {token && <NewToken token={token} />}
      {tokens.length === 0 && <Empty>Er zijn nog geen sleutels. Je hebt er alleen een nodig voor een ander programma.</Empty>}
      {tokens.length > 0 && (
        <Table
          caption={tokens.length === 1 ? '1 sleutel' : `${tokens.length} sleutels`}
          headers={['Programma', 'Mag', 'Gemaakt', 'Gebruikt', 'Intrekken']}
          rows={tokens.map(({ id, name, role, createdAt, createdBy, lastUsedAt }) => ({
            key: id,
            cells: [name, ROLE_NAMES[role], `${shortDate(createdAt)}${createdBy ? ` door ${createdBy}` : ''}`, lastUsedAt ? longMoment(lastUsedAt) : 'nog niet', <Revoke key={id} id={id} name={name} />],
          }))}
        />
      )}
      <h2>Maak een sleutel</h2>
      <Form action="/instellingen/sleutels">
        <TextField name="name" label="Voor welk programma?" autocomplete="off" value={typed['name']} error={errors['name']} />
        <Radios name="role" label="Wat mag het programma?" value={typed['role'] ?? 'viewer'} error={errors['role']} options={MAY} />
        <Button>Maak de sleutel</Button>
      </Form>
    </OrganiserLayout>
  );
}

function NewToken({ token }: { token: string }) {
  return (
    <Alert kind="warning" title="Bewaar deze sleutel nu. We laten hem maar één keer zien.">
      <p><code class="secret">{token}</code></p>
      <p>Behandel hem als een wachtwoord: zet hem niet in een mail.</p>
    </Alert>
  );
}

function Revoke({ id, name }: { id: string; name: string }) {
  return (
    <Form action={`/instellingen/sleutels/${id}/intrekken`}>
      <button class="link-button">Trek in<span class="visually-hidden">: {name}</span></button>
    </Form>
  );
}
