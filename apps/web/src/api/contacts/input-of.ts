import type { ContactView } from '@bijeen/contacts';

/** A contact as it would be written to stay what it is, so that a program can send only what changes. */
export function inputOf({ formOfAddress, titles, initials, firstName, infix, surname, salutation, email, phone, note, source, basis, secretariat, owner, positions }: ContactView): object {
  return {
    formOfAddress, titles, initials, firstName, infix, surname, salutation, email, phone, note, source, basis, ownerId: owner?.id ?? null,
    secretariat: secretariat && { name: secretariat.name, email: secretariat.email, phone: secretariat.phone },
    positions: positions.map(({ organisation, function: held, title, portfolio, from, until, lastChecked }) => ({
      organisation: { kind: organisation.kind, name: organisation.name, municipality: organisation.municipality?.code ?? null },
      function: held, title, portfolio, from, until, lastChecked,
    })),
  };
}
