import { type FormErrors, Radios, TextField } from '@bijeen/ui';

export const KIND_NAMES = { ZHO: 'Een zelfregie- of herstelorganisatie', UMBRELLA: 'Een koepel of landelijke organisatie' };

/** What an organisation says about itself: the same questions on the welcome page and in the settings. */
export function OrganisationFields({ typed, errors }: { typed: Record<string, unknown>; errors: FormErrors }) {
  return (
    <>
      <TextField name="name" label="Naam van je organisatie" autocomplete="organization" value={typed['name']} error={errors['name']} />
      <Radios name="kind" label="Wat voor organisatie is het?" value={typed['kind']} error={errors['kind']} options={KIND_NAMES} />
      <TextField name="visitingAddress" label="Straat en huisnummer" hint="Het bezoekadres. Van hieruit schatten we reistijden." autocomplete="street-address" value={typed['visitingAddress']} error={errors['visitingAddress']} />
      <TextField name="postcode4" label="Postcode" hint="Vier cijfers zijn genoeg. De plaats zoeken we erbij." width="short" autocomplete="postal-code" value={typed['postcode4']} error={errors['postcode4']} />
      <TextField name="senderName" optional label="Afzender van mails" hint="Deze naam zien genodigden in hun mailprogramma. Laat je dit leeg? Dan is het de naam van je organisatie." value={typed['senderName']} error={errors['senderName']} />
      <TextField name="replyTo" type="email" label="Adres voor antwoorden" hint="Hier komt aan wat genodigden terugmailen." value={typed['replyTo']} error={errors['replyTo']} />
    </>
  );
}
