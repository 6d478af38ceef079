import { type Picture, readPicture } from '@bijeen/platform';
import type { EntityManager } from 'typeorm';
import type { MailContent } from './mail-content.js';

/** A larger logo would make a mail of 100 KB twice as heavy; the organisation's pages still show it. */
export const MOST_LOGO_BYTES = 50 * 1024;
/** The room above the title, in pixels. */
const ROOM = { width: 200, height: 64 };
/** How the HTML part names the picture that travels in the same mail (RFC 2392). */
export const LOGO_ID = 'logo@bijeen';

/** The logo of an organisation as its mails carry it. */
export interface MailLogo extends Picture {
  bytes: Buffer;
}

/** The logo of this organisation, when it has one that is small enough for mail. */
export async function mailLogo(tx: EntityManager, organisationId: string): Promise<MailLogo | null> {
  const [found]: { logo: Buffer }[] = await tx.query('select logo from organisation where id = $1 and octet_length(logo) <= $2', [organisationId, MOST_LOGO_BYTES]);
  const picture = found ? readPicture(found.logo) : null;
  return found && picture ? { ...picture, bytes: found.logo } : null;
}

/**
 * The content with its logo above the title: a part of the mail itself, never fetched from elsewhere (R34). In a preview the picture stands in
 * the page. Nobody keeps this content: a mailing goes with the logo of the day on which it leaves.
 */
export function withLogo(content: MailContent, logo: MailLogo | null, place: 'mail' | 'preview'): MailContent {
  if (!logo) return content;
  const share = Math.min(1, ROOM.width / logo.width, ROOM.height / logo.height);
  const src = place === 'mail' ? `cid:${LOGO_ID}` : `data:${logo.type};base64,${logo.bytes.toString('base64')}`;
  return { ...content, sender: { ...content.sender, logo: { src, width: Math.max(1, Math.round(logo.width * share)), height: Math.max(1, Math.round(logo.height * share)) } } };
}
