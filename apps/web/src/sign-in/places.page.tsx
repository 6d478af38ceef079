import { type OwnOrganisation, ROLE_NAMES } from '@bijeen/organisations';
import { Button, Form, GuestLayout } from '@bijeen/ui';

/** Where a user works; one button each. */
export function PlacesPage({ places, next }: { places: OwnOrganisation[]; next: string }) {
  return (
    <GuestLayout title="Voor wie werk je?">
      <h1>Voor wie werk je?</h1>
      {places.length === 0 && <p>Je hoort nog bij geen enkele organisatie. Vraag een collega om je toe te voegen.</p>}
      {places.map(({ organisationId, name, role }) => (
        <Form key={organisationId} action="/organisaties">
          <input type="hidden" name="organisationId" value={organisationId} />
          <input type="hidden" name="verder" value={next} />
          <p><Button kind="secondary">{name}, als {ROLE_NAMES[role]}</Button></p>
        </Form>
      ))}
      <Form action="/uitloggen"><button class="link-button">Uitloggen</button></Form>
    </GuestLayout>
  );
}
