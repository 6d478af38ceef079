import { GuestLayout } from '@bijeen/ui';

/** The accessibility statement: what we hold ourselves to, how we check it, and where to complain. */
export function AccessibilityPage({ contact }: { contact: string }) {
  return (
    <GuestLayout title="Toegankelijkheid">
      <h1>Toegankelijkheid</h1>
      <p>Iedereen moet Bijeen kunnen gebruiken. Wij houden ons aan WCAG 2.2, niveau AA. Dat zijn de internationale afspraken over toegankelijke websites.</p>
      <h2>Wat u van ons mag verwachten</h2>
      <ul>
        <li>Alles werkt met het toetsenbord en met een schermlezer.</li>
        <li>Antwoorden op een uitnodiging kan zonder account en zonder JavaScript.</li>
        <li>De pagina’s werken op een telefoon, en ook als u de tekst vier keer zo groot maakt.</li>
        <li>Kleur is nooit het enige dat iets betekent.</li>
        <li>De teksten zijn kort en zonder moeilijke woorden.</li>
      </ul>
      <h2>Hoe we dat controleren</h2>
      <p>Bij elke wijziging bekijkt een programma (axe) alle pagina’s en mails. Ook doorlopen we het antwoorden en uitnodigen met alleen een toetsenbord. Wat zo’n controle niet ziet, horen we graag van u.</p>
      <h2>Loopt u ergens tegenaan?</h2>
      <p>Mail naar <a href={`mailto:${contact}`}>{contact}</a>. Schrijf op welke pagina het was en wat er niet lukte. U krijgt binnen vijf werkdagen antwoord. Kunt u niet antwoorden op een uitnodiging? Bel of mail dan de contactpersoon die in de uitnodiging staat.</p>
    </GuestLayout>
  );
}
