import { DirectMail } from '@bijeen/mail';
import { Config } from '@bijeen/platform';
import { Injectable } from '@nestjs/common';
import type { User } from '../user.entity.js';

type Addressee = Pick<User, 'name' | 'email'>;

/** The mails with which people get in. */
@Injectable()
export class SignInMails {
  constructor(
    private readonly mail: DirectMail,
    private readonly config: Config,
  ) {}

  /** The link that somebody asked for. */
  async link({ name, email }: Addressee, url: string): Promise<boolean> {
    return this.mail.send({
      to: { address: email, name },
      subject: 'Je link om in te loggen bij Bijeen',
      before: 'Beste {naam},\n\nMet de knop hieronder log je in bij Bijeen.',
      button: { label: 'Inloggen', url },
      after: 'De link werkt 10 minuten, één keer, en alleen in de browser waarin je hem hebt gevraagd. Heb je niet om deze mail gevraagd? Dan hoef je niets te doen.',
      values: { naam: name },
    });
  }

  /** Tells a colleague that the door is open. There is no secret in this mail: who wants in asks for a link. */
  async welcome({ name, email }: Addressee, by: { name: string; organisation: string }): Promise<boolean> {
    return this.mail.send({
      to: { address: email, name },
      subject: 'Je kunt inloggen bij Bijeen',
      before: 'Beste {naam},\n\n{contactpersoon} heeft je toegevoegd aan {organisatie} in Bijeen. Daarmee plannen jullie bijeenkomsten en nodigen jullie mensen uit.\n\nVul op de inlogpagina je e-mailadres in. Je krijgt dan een link om in te loggen.',
      button: { label: 'Naar de inlogpagina', url: `${this.config.publicUrl}/inloggen` },
      values: { naam: name, contactpersoon: by.name, organisatie: by.organisation },
    });
  }
}
