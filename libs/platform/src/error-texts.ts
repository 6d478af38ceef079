/** Every refusal Bijeen knows: its HTTP status and the sentence a person reads. Codes are stable: programs act on them. */
export const ERRORS = {
  'input.invalid': { status: 422, text: 'Niet alles is goed ingevuld. Kijk naar de velden hieronder.' },
  'not-found': { status: 404, text: 'Deze pagina bestaat niet, of u mag hem niet zien.' },
  'sign-in.needed': { status: 401, text: 'Log eerst in.' },
  'role.too-low': { status: 403, text: 'Hiervoor hebt u de rol {role} nodig. Vraag een beheerder van uw organisatie.' },
  'csrf.refused': { status: 403, text: 'Dit verzoek kwam niet van onze eigen pagina. Laad de pagina opnieuw en probeer het nog een keer.' },
  'rate.too-many': { status: 429, text: 'Dat ging te vaak achter elkaar. Wacht {seconds} seconden en probeer het dan opnieuw.' },
  'idempotency.mismatch': { status: 422, text: 'Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik een nieuwe sleutel.' },
  'idempotency.busy': { status: 409, text: 'Een verzoek met deze Idempotency-Key loopt nog. Probeer het zo opnieuw.' },
  'time.does-not-exist': { status: 422, text: 'Op {day} bestaat {time} uur niet: de klok gaat die nacht van 2 naar 3 uur. Kies een tijd vóór 02:00 of vanaf 03:00.' },
  'time.exists-twice': { status: 422, text: 'Op {day} is het twee keer {time} uur: de klok gaat die nacht van 3 terug naar 2 uur. Kies een tijd vóór 02:00 of vanaf 03:00.' },
  'link.unknown': { status: 404, text: 'Deze link kennen we niet. Misschien is hij afgebroken. Open de link uit de mail nog eens, of neem contact op met de organisator.' },
  'link.expired': { status: 410, text: 'Deze link werkt niet meer, omdat de bijeenkomst al geweest is.' },
  'link.revoked': { status: 410, text: 'Deze link is vervangen door een nieuwe. Gebruik de link uit de laatste mail.' },
  'mail.unknown-placeholder': { status: 422, text: 'In de tekst staat {names} tussen accolades. Dat kunnen wij niet invullen. Kies een invulwoord uit de lijst.' },
  'mail.not-uncertain': { status: 409, text: 'Van deze mail is intussen bekend of hij is aangekomen. Laad de pagina opnieuw.' },
} as const satisfies Record<string, { status: number; text: string }>;
