import type { ContactView } from '@bijeen/contacts';

/** What an organiser has to know about a contact before inviting, each as a word. */
export function ContactTags({ needsCheck, email, unsubscribed, secretariat }: ContactView) {
  const tags = [
    needsCheck && { look: 'warning', text: 'nog kloppend?' },
    unsubscribed && { look: 'error', text: 'afgemeld' },
    secretariat && { look: 'info', text: 'via secretariaat' },
    email === null && { look: 'warning', text: 'geen e-mailadres' },
  ].filter((tag) => tag !== false && tag !== null);
  return <>{tags.map(({ look, text }) => <><span key={text} class={`tag tag--${look}`}>{text}</span>{' '}</>)}</>;
}
