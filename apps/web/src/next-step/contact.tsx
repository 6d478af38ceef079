import type { CallToActionPage } from '@bijeen/follow-ups';

/** Whom to ask, on every page of the call to action. */
export function Contact({ page }: { page: CallToActionPage }) {
  return <p>Liever iets anders, of een vraag? Mail {page.contactName}: <a href={`mailto:${page.contactEmail}`}>{page.contactEmail}</a>.</p>;
}
