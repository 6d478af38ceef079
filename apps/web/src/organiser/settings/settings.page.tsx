import { type Organisation, ROLE_HINTS, ROLE_NAMES } from '@bijeen/organisations';
import type { Role } from '@bijeen/platform';
import { Alert, OrganiserLayout } from '@bijeen/ui';

interface Entry {
  href: string;
  label: string;
  text: string;
  /** Whoever has this role or a higher one sees it. */
  ownerOnly: boolean;
}

const ENTRIES: Entry[] = [
  { href: '/instellingen/organisatie', label: 'Organisatie', text: 'Naam, adres, afzender van mails, kleur en logo.', ownerOnly: true },
  { href: '/instellingen/afzenderdomein', label: 'Afzenderdomein', text: 'Laat mail van jullie eigen domein komen.', ownerOnly: true },
  { href: '/instellingen/mails', label: 'Mails zonder bijeenkomst', text: 'Berichten van Bijeen aan jullie zelf, zoals over het afzenderdomein.', ownerOnly: true },
  { href: '/instellingen/agendaknoppen', label: 'Agendaknoppen', text: 'Laat genodigden antwoorden met de knoppen van hun agenda.', ownerOnly: true },
  { href: '/instellingen/collegas', label: 'Collega’s', text: 'Wie werkt mee, en wat mag wie?', ownerOnly: false },
  { href: '/instellingen/raadsdagen', label: 'Raadsdagen', text: 'Wanneer vergaderen gemeenteraden en colleges? Dan kies je een goede datum.', ownerOnly: false },
  { href: '/instellingen/concepten', label: 'Eerst bekijken', text: 'Welke mails wil je eerst zelf bekijken voordat ze vertrekken?', ownerOnly: false },
  { href: '/instellingen/wachtwoord', label: 'Je wachtwoord', text: 'Log je liever niet in met een link? Kies een wachtwoord.', ownerOnly: false },
  { href: '/instellingen/quarantaine', label: 'Quarantaine', text: 'Mail die binnenkwam en die niemand kan lezen.', ownerOnly: true },
  { href: '/instellingen/sleutels', label: 'Sleutels voor programma’s', text: 'Laat een ander programma met Bijeen praten.', ownerOnly: true },
];

/** The way to each of the settings. */
export function SettingsPage({ organisation, role, brokenDomain }: { organisation: Organisation; role: Role; /** The own domain whose DNS is not right, so that mail leaves from elsewhere. */ brokenDomain: string | null }) {
  return (
    <OrganiserLayout title="Instellingen">
      <h1>Instellingen</h1>
      {brokenDomain && (
        <Alert kind="warning" title={`Jullie mail vertrekt niet van ${brokenDomain}, maar van het domein van Bijeen.`}>
          <p>Niet alle regels voor {brokenDomain} kloppen. {role === 'owner' ? <a href="/instellingen/afzenderdomein">Kijk wat er moet gebeuren.</a> : 'Een eigenaar van jullie organisatie kan zien wat er moet gebeuren.'}</p>
        </Alert>
      )}
      <p>Je werkt voor {organisation.name} als {ROLE_NAMES[role]}. Een {ROLE_NAMES[role]} {ROLE_HINTS[role]}. <a href="/organisaties">Werk je ook voor een andere organisatie?</a></p>
      <ul class="cards">
        {ENTRIES.filter(({ ownerOnly }) => role === 'owner' || !ownerOnly).map(({ href, label, text }) => (
          <li key={href} class="card">
            <h2><a href={href}>{label}</a></h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </OrganiserLayout>
  );
}
