import type { ContactView } from '@bijeen/contacts';
import { Button, Form, OrganiserLayout } from '@bijeen/ui';

/** What erasing means, before it happens: it cannot be undone (AVG 17, R36). */
export function EraseContactPage({ contact: { id, displayName } }: { contact: ContactView }) {
  const title = `${displayName} wissen`;
  return (
    <OrganiserLayout title={title}>
      <p class="crumbs"><a href="/relaties">Relaties</a> › <a href={`/relaties/${id}`}>{displayName}</a></p>
      <h1>{title}</h1>
      <p>Doe dit als iemand erom vraagt, of als je de gegevens niet meer mag of wilt bewaren. <strong>Je kunt het niet ongedaan maken.</strong></p>
      <h2>Dit verdwijnt</h2>
      <ul>
        <li>naam, adressen, functies en opmerkingen;</li>
        <li>uitnodigingen, antwoorden en wensen, ook van bijeenkomsten die geweest zijn;</li>
        <li>mails aan deze persoon, ook die nog moeten vertrekken;</li>
        <li>lijsten die zijn ingelezen maar nog niet overgenomen: daar kan deze persoon in staan.</li>
      </ul>
      <h2>Dit blijft</h2>
      <ul>
        <li>Een code waaraan we het e-mailadres herkennen, maar waaruit niemand het adres kan lezen. Staat deze persoon later weer in een lijst, dan nemen we hem niet over.</li>
        <li>Een regel dat er iemand is gewist, met wie dat deed en wanneer. Zonder naam.</li>
      </ul>
      <Form action={`/relaties/${id}/wissen`}>
        <p class="actions"><Button kind="danger">Wis {displayName}</Button><a class="roomy-link" href={`/relaties/${id}`}>Nee, laat staan</a></p>
      </Form>
    </OrganiserLayout>
  );
}
