import { GuestLayout, Table } from '@bijeen/ui';
import { version } from './version.js';

/** Required by CC BY 4.0: this line must stay readable for everybody who sees the facts. */
export const CREDIT = 'Gemeente- en regio-indelingen, inwoners en grenzen: CBS / Kadaster (CC BY 4.0). Plaatscoördinaten: GeoNames (CC BY 4.0).';

const SOURCES = [
  ['Gemeenten, provincies en herindelingen', 'CBS, via NLExtract', 'CC BY 4.0', 'de 342 gemeenten van 2026'],
  ['Inwoners', 'CBS Wijken en Buurten', 'CC BY 4.0', '1 januari 2023'],
  ['Zorgkantoorregio’s, jeugdregio’s en arbeidsmarktregio’s', 'CBS en Kadaster, via cartomap', 'CC BY 4.0', '2025'],
  ['GGD-regio’s', 'CBS, via certegis', 'CC BY 4.0', '2022'],
  ['Veiligheidsregio’s en andere namen van gemeenten', 'Ministerie van VWS, coronadashboard', 'EUPL-1.2', '2023'],
  ['Postcodegebieden (vier cijfers)', 'CBS, via certegis', 'CC BY 4.0', '2020'],
  ['Waar het gemeentehuis staat (de plaats)', 'Gijs6/gemeentle', 'Unlicense', '2026'],
  ['Coördinaten van die plaatsen', 'GeoNames', 'CC BY 4.0', '2026'],
  ['Schoolvakanties per regio', 'Rijksoverheid', 'geen: feiten', '2026-2027 tot en met 2028-2029'],
];

const PARTS = [
  ['Bijeen zelf', 'EUPL-1.2'],
  ['Lettertype Atkinson Hyperlegible Next', 'SIL Open Font License 1.1'],
  ['Onderdelen van NL Design System (Utrecht)', 'EUPL-1.2'],
  ['htmx', 'Zero-Clause BSD'],
];

/** The page "Over Bijeen". */
export function AboutPage() {
  return (
    <GuestLayout title="Over Bijeen">
      <h1>Over Bijeen</h1>
      <p>Met Bijeen organiseren zelfregie- en herstelorganisaties bijeenkomsten in hun regio. Zij nodigen mensen uit die beslissen, zoals wethouders en bestuurders. Bijeen helpt met uitnodigen, met de antwoorden, en met de stap daarna.</p>
      <h2>Hoe Bijeen met u omgaat</h2>
      <ul>
        <li>Bijeen kijkt niet of u een mail opent.</li>
        <li>Er verandert niets als u alleen op een link klikt. U bevestigt altijd zelf met een knop.</li>
        <li>Een organisatie ziet nooit de relaties of de antwoorden van een andere organisatie.</li>
        <li>Wat u over eten of toegankelijkheid invult, wissen we 14 dagen na de bijeenkomst.</li>
      </ul>
      <h2>Reistijden en kaarten</h2>
      <p>Een reistijd in Bijeen is een schatting met de auto, zonder files. We rekenen met de afstand, met groot water en met de veerboot naar de Waddeneilanden. De kaarten tekenen we zelf uit de punten van de postcodes. De grenzen zijn dus niet precies.</p>
      <h2>Bronnen</h2>
      <p>{CREDIT}</p>
      <Table caption="Waar de gegevens vandaan komen" headers={['Gegevens', 'Bron', 'Licentie', 'Stand']} rows={SOURCES.map((cells) => ({ key: cells[0]!, cells }))} />
      <p>We hebben de gegevens samengevoegd. De reistijden en de vormen op de kaart hebben we er zelf uit berekend.</p>
      <h2>Licenties</h2>
      <Table caption="Onder welke licentie de onderdelen van Bijeen staan" headers={['Onderdeel', 'Licentie']} rows={PARTS.map((cells) => ({ key: cells[0]!, cells }))} />
      <h2>Versie</h2>
      <p>Dit is Bijeen {version()}.</p>
    </GuestLayout>
  );
}
