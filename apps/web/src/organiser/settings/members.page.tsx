import { type Member, ROLE_HINTS, ROLE_NAMES } from '@bijeen/organisations';
import type { Actor, Role } from '@bijeen/platform';
import { Alert, Button, ErrorSummary, Form, type FormErrors, OrganiserLayout, Radios, Table, TextField } from '@bijeen/ui';

interface Props {
  members: Member[];
  actor: Actor;
  typed: Record<string, unknown>;
  errors: FormErrors;
  done: string | undefined;
}

const DONE: Record<string, string> = { toegevoegd: 'Je collega kan nu inloggen en heeft daar een mail over gekregen.', rol: 'De rol is gewijzigd. Je collega logt opnieuw in.', verwijderd: 'Je collega kan niet meer bij jullie gegevens.' };
const ROLES = Object.keys(ROLE_NAMES) as Role[];

/** Who works here, and what each may do. */
export function MembersPage({ members, actor, typed, errors, done }: Props) {
  const mayChange = actor.role === 'owner';
  return (
    <OrganiserLayout title="Collega’s">
      <ErrorSummary errors={errors} />
      <p><a href="/instellingen">Instellingen</a></p>
      <h1>Collega’s</h1>
      {done && DONE[done] && <Alert kind="ok" title={DONE[done]} />}
      <Table
        caption={members.length === 1 ? 'Je werkt hier nog alleen' : `${members.length} collega’s`}
        headers={['Naam', 'E-mailadres', 'Rol', ...(mayChange ? ['Wijzigen'] : [])]}
        rows={members.map((member) => ({
          key: member.userId,
          cells: [`${member.name}${member.userId === actor.id ? ' (jij)' : ''}`, member.email, `${ROLE_NAMES[member.role]}${member.verified ? '' : ', nog niet ingelogd'}`, ...(mayChange ? [isOnlyOwner(member, members) ? 'enige eigenaar' : <Change key={member.userId} member={member} />] : [])],
        }))}
      />
      {mayChange && <Invite typed={typed} errors={errors} />}
      {!mayChange && <Form action="/instellingen/collegas/vertrekken"><Button kind="danger">Ik werk hier niet meer</Button></Form>}
    </OrganiserLayout>
  );
}

/** Somebody has to be owner, so there is nothing to change here. */
function isOnlyOwner({ role }: Member, members: Member[]): boolean {
  return role === 'owner' && members.filter((member) => member.role === 'owner').length === 1;
}

function Change({ member }: { member: Member }) {
  return (
    <div class="row-actions">
      {ROLES.filter((role) => role !== member.role).map((role) => (
        <Form key={role} action={`/instellingen/collegas/${member.userId}/rol`}>
          <input type="hidden" name="role" value={role} />
          <button class="link-button">Maak {ROLE_NAMES[role]}<span class="visually-hidden">: {member.name}</span></button>
        </Form>
      ))}
      <Form action={`/instellingen/collegas/${member.userId}/verwijderen`}>
        <button class="link-button">Verwijder<span class="visually-hidden"> {member.name}</span></button>
      </Form>
    </div>
  );
}

function Invite({ typed, errors }: { typed: Record<string, unknown>; errors: FormErrors }) {
  return (
    <section>
      <h2>Voeg een collega toe</h2>
      <Form action="/instellingen/collegas">
        <TextField name="name" label="Naam" autocomplete="off" value={typed['name']} error={errors['name']} />
        <TextField name="email" type="email" label="E-mailadres" autocomplete="off" value={typed['email']} error={errors['email']} />
        <Radios name="role" label="Wat mag je collega?" value={typed['role'] ?? 'organiser'} error={errors['role']} options={Object.fromEntries(ROLES.map((role) => [role, `${ROLE_NAMES[role]}: ${ROLE_HINTS[role]}`]))} />
        <Button>Voeg toe en stuur een mail</Button>
      </Form>
    </section>
  );
}
