import type { ReadMail } from '@bijeen/mail';
import { longMoment } from '@bijeen/platform';
import { OrganiserLayout, Table } from '@bijeen/ui';
import { kindText } from './mailbox.page.js';

/** One caught mail: as people see it, as text, with its headers and files. */
export function CaughtMailPage({ mail }: { mail: ReadMail }) {
  const path = `/postvak/berichten/${mail.id}`;
  return (
    <OrganiserLayout title={mail.subject}>
      <p class="crumbs"><a href="/postvak">Postvak</a></p>
      <h1>{mail.subject}</h1>
      <dl class="facts">
        <dt>Aan</dt><dd>{mail.to.join(', ')}</dd>
        <dt>Van</dt><dd>{mail.from}</dd>
        {mail.replyTo && <><dt>Antwoord naar</dt><dd>{mail.replyTo}</dd></>}
        <dt>Soort</dt><dd>{kindText(mail.kind)}</dd>
        <dt>Verstuurd</dt><dd>{longMoment(new Date(mail.date))}</dd>
      </dl>
      <h2>Zo ziet de mail eruit</h2>
      <iframe class="mail-frame" title={`De mail „${mail.subject}”`} src={`${path}.html`} sandbox="allow-popups allow-popups-to-escape-sandbox" width="100%" height="700" />
      <h2>De tekst zonder opmaak</h2>
      <pre class="panel" tabIndex={0}>{mail.text}</pre>
      {mail.attachments.length > 0 && <><h2>Bijlagen</h2><ul>{mail.attachments.map(({ name, type }, index) => <li key={index}><a href={`${path}/bijlagen/${index}`}>{name}</a> ({type})</li>)}</ul></>}
      <h2>Technisch</h2>
      <Table caption="Kopregels van de mail" headers={['Kopregel', 'Waarde']} rows={mail.headers.map(({ name, value }, index) => ({ key: String(index), cells: [name, <code>{value}</code>] }))} />
      <p><a href={`${path}.eml`}>Bewaar de mail als bestand (.eml)</a></p>
    </OrganiserLayout>
  );
}
