import { readAloud, type SpokenLine } from '@bijeen/mail';
import { Button } from '@bijeen/ui';
import { PREVIEW_VIEWS, type PreviewView, VIEW_NAMES, withQuery } from './preview-views.js';

export interface MailPreviewProps {
  /** The page on which this stands. */
  path: string;
  /** What else is chosen on that page, to keep it. */
  chosen: Record<string, string | null>;
  view: PreviewView;
  mail: { subject: string; html: string; text: string };
  /** Whose mail it is, for the title of the frame. */
  whose: string;
  /** Whose mail can be chosen. */
  others: { id: string; name: string }[];
}

/** A mail as somebody will see it: on a phone, at a desk, in the dark, as text, and by ear. Tabs are links, so they work without JavaScript. */
export function MailPreview(props: MailPreviewProps) {
  const { path, chosen, view, mail } = props;
  return (
    <>
      <p><strong>Onderwerp:</strong> {mail.subject}</p>
      <WhoseMail {...props} />
      <nav aria-label="Hoe wil je de mail bekijken">
        <ul class="choices">{PREVIEW_VIEWS.map((each) => <li key={each}><a href={`${withQuery(path, { ...chosen, weergave: each })}#voorbeeld`} aria-current={each === view ? 'page' : undefined}>{VIEW_NAMES[each]}</a></li>)}</ul>
      </nav>
      <View {...props} />
    </>
  );
}

function View({ path, chosen, view, mail, whose }: MailPreviewProps) {
  if (view === 'tekst') return <pre class="mail-text" tabIndex={0} role="region" aria-label="De mail zonder opmaak">{mail.text}</pre>;
  if (view === 'voorgelezen') return <Spoken lines={readAloud(mail.html)} />;
  const kind = view === 'scherm' ? 'desk' : 'phone';
  return <iframe class={`mail-frame mail-frame--${kind}${view === 'donker' ? ' mail-frame--dark' : ''}`} title={`Voorbeeld van de mail voor ${whose}`} sandbox="" src={withQuery(`${path}/voorbeeld`, { ...chosen, weergave: view === 'donker' ? 'donker' : null })} />;
}

function WhoseMail({ path, chosen, view, others }: MailPreviewProps) {
  if (others.length < 2) return null;
  return (
    <form method="get" action={`${path}#voorbeeld`} class="whose-mail">
      {Object.entries({ ...chosen, voor: null, na: null, weergave: view }).map(([name, value]) => value !== null && <input key={name} type="hidden" name={name} value={value} />)}
      <div class="field">
        <label for="voor">Bekijk de mail van</label>
        <select id="voor" name="voor" class="utrecht-select utrecht-select--html-select input--medium">{others.map(({ id, name }) => <option key={id} value={id} selected={id === chosen['voor']}>{name}</option>)}</select>
      </div>
      <Button kind="secondary">Bekijk</Button>
    </form>
  );
}

/** Each line as a screen reader announces it: what it is, then what it says. */
function Spoken({ lines }: { lines: SpokenLine[] }) {
  return (
    <>
      <p class="hint">Zo leest hulpsoftware de mail voor, van boven naar beneden. Staan hier vreemde woorden, of een link die alleen „hier” heet? Pas dan de tekst aan.</p>
      <ol class="spoken">{lines.map((line, index) => <li key={index}><span class="spoken__role">{roleOf(line)}</span> {line.name}</li>)}</ol>
    </>
  );
}

function roleOf({ role, level }: SpokenLine): string {
  switch (role) {
    case 'title':
      return 'Titel';
    case 'heading':
      return `Kop niveau ${level ?? 1}`;
    case 'list':
      return `Lijst met ${level ?? 0} punten`;
    default:
      return { text: 'Tekst', link: 'Link', button: 'Knop', image: 'Plaatje', item: 'Punt', row: 'Rij' }[role];
  }
}
