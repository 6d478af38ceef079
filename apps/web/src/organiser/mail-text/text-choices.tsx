import type { StandingText } from '@bijeen/invitations';

interface Props {
  path: string;
  /** Each text with the words for whom it is meant. */
  texts: { variant: string; name: string; people: number; text: StandingText }[];
  current: string;
}

/** Which of several texts to look at, each with how many people would get it now. */
export function TextChoices({ path, texts, current }: Props) {
  if (texts.length < 2) return null;
  return (
    <nav aria-label="Voor wie is deze tekst">
      <ul class="choices">{texts.map(({ variant, name, people }) => <li key={variant}><a href={`${path}?tekst=${variant}#tekst`} aria-current={variant === current ? 'page' : undefined}>{name} ({people})</a></li>)}</ul>
    </nav>
  );
}

/** Whose words these are, so that nobody is surprised by what leaves. */
export function TextOrigin({ text, several }: { text: StandingText; several: boolean }) {
  if (!several) return null;
  if (text.source === 'own') return <p class="hint">Dit is jullie eigen tekst voor deze mensen.</p>;
  if (text.source === 'general') return <p class="hint">Voor deze mensen is er geen eigen tekst. Zij krijgen jullie algemene tekst. Schrijf hier een tekst die met hún reden begint, als je dat wilt.</p>;
  return <p class="hint">Dit is de tekst van Bijeen voor deze mensen. Hij begint met de reden om te komen die bij hun functie past.</p>;
}
