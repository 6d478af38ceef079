import { Config, longMoment } from '@bijeen/platform';
import { type ExaminedDomain, linesToSet, SenderCheckup, shownDomain } from '@bijeen/senders';
import { Injectable } from '@nestjs/common';
import { DirectMail } from './direct-mail.js';
import { parseEmail } from './email-address.js';
import type { RefusalOfUs } from './refusal-of-us.js';
import { RelayAddress } from './relay-address.js';
import { RelayRefusals } from './relay-refusals.js';
import { lookAtRelay } from './relay-portrait.js';

/** One part of the examination, in Dutch. */
export interface DoctorFinding {
  about: string;
  lines: { ok: boolean; text: string }[];
}

const TEST_TEXT = 'Dit is een testmail van Bijeen.\n\nOpen de bron van deze mail en zoek naar spf=pass, dkim=pass en dmarc=pass. Staan ze er alle drie? Dan vertrouwt de ontvanger onze mail.';

const REFUSED: Record<RefusalOfUs, (domain: string) => string> = {
  'session': () => 'Hij wil niet met deze server praten',
  'sign-in': () => 'Hij laat ons niet inloggen. Kijk naar de naam en het wachtwoord in SMTP_URL',
  'sender': (domain) => `Hij neemt geen mail aan die van ${domain} komt`,
  'relaying': (domain) => `Hij geeft mail van ${domain} niet door`,
};

/** Looks whether mail leaves safely and is believed: the relay, the DNS of the platform and of each own domain, and a test mail when asked. */
@Injectable()
export class MailDoctor {
  constructor(
    private readonly config: Config,
    private readonly senders: SenderCheckup,
    private readonly address: RelayAddress,
    private readonly mail: DirectMail,
    private readonly refusals: RelayRefusals,
  ) {}

  /** @param to where the test mail goes; none is sent when absent */
  async examine(to?: string): Promise<DoctorFinding[]> {
    const [platform, own] = [await this.senders.platform(), await this.senders.ownDomains()];
    return [await this.relay(), ...(await this.refused()), { about: `Het domein van Bijeen: ${this.config.mailDomain}`, lines: linesOf(platform) }, ...own.map((domain) => this.ownDomain(domain)), ...(to === undefined ? [] : [await this.testMail(to)])];
  }

  private async relay(): Promise<DoctorFinding> {
    if (this.config.catcherMode) return { about: 'De mailserver', lines: [{ ok: false, text: 'SMTP_URL is niet ingesteld. Mail vertrekt niet, maar blijft in het postvak van Bijeen.' }] };
    const { hostname, port } = new URL(this.config.smtpUrl!);
    const about = `De mailserver ${hostname}${port ? `:${port}` : ''} (SMTP_URL)`;
    try {
      const { encrypted, reports } = await lookAtRelay(await this.address.find());
      return { about, lines: [
        { ok: true, text: 'Hij is bereikbaar en neemt ons aan.' },
        encrypted ? { ok: true, text: 'De verbinding is versleuteld (TLS).' } : { ok: this.address.staysHere, text: this.address.staysHere ? 'De verbinding is niet versleuteld, maar blijft op deze machine.' : 'De verbinding is NIET versleuteld. Haal requireTLS=false uit SMTP_URL zodra de mailserver STARTTLS kan.' },
        { ok: reports, text: reports ? 'Hij meldt wat hij niet kan bezorgen (DSN).' : 'Hij biedt geen DSN aan. Onbestelbare mail herkennen wij dan alleen aan het adres waar die terugkomt.' },
      ] };
    } catch (error) {
      return { about, lines: [{ ok: false, text: `Hij is niet bereikbaar of neemt ons niet aan: ${error instanceof Error ? error.message : String(error)}` }] };
    }
  }

  /** What the relay said to mails of these days; a look at it from outside does not always tell. */
  private async refused(): Promise<DoctorFinding[]> {
    const refusals = await this.refusals.list();
    if (refusals.length === 0) return [];
    const lines = refusals.map(({ cause, senderDomain, answer, since }) => ({ ok: false, text: `${REFUSED[cause](shownDomain(senderDomain))}, sinds ${longMoment(since)}. Hij zei: ${answer}` }));
    return [{ about: 'Wat de mailserver van ons weigert (dit verdwijnt met de eerste mail die hij weer aanneemt)', lines }];
  }

  private ownDomain(examined: ExaminedDomain): DoctorFinding {
    const { domain, organisation, passed } = examined;
    const text = passed ? `Mail van ${organisation} vertrekt van dit domein.` : `Mail van ${organisation} vertrekt van ${this.config.mailDomain}, tot alles klopt.`;
    return { about: `Het domein van ${organisation}: ${shownDomain(domain)}`, lines: [...linesOf(examined), { ok: passed, text }] };
  }

  private async testMail(to: string): Promise<DoctorFinding> {
    const parsed = parseEmail(to);
    if (!parsed.ok) return { about: 'De testmail', lines: [{ ok: false, text: parsed.problem }] };
    const sent = await this.mail.send({ to: { address: parsed.address, name: '' }, subject: 'Testmail van Bijeen', before: TEST_TEXT });
    return { about: 'De testmail', lines: [{ ok: sent, text: sent ? `De mailserver nam de mail voor ${parsed.address} aan. Kijk of hij aankomt.` : `De mailserver nam de mail voor ${parsed.address} niet aan. De reden staat in het logboek.` }] };
  }
}

/** Per line what stands in the DNS, and what must stand there. */
function linesOf({ lines, findings }: Pick<ExaminedDomain, 'lines' | 'findings'>): DoctorFinding['lines'] {
  const toSet = linesToSet(lines, findings);
  return findings.map(({ line, host, verdict, advice }) => {
    const wanted = toSet.find((one) => one.name === line && one.host === host);
    const what = `${wanted?.type ?? ''} ${host}`;
    return verdict === 'right' ? { ok: true, text: `${what}: in orde.` } : { ok: false, text: `${what}: ${advice}${wanted ? `\n        Waarde: ${wanted.value}` : ''}` };
  });
}
