import type { Host } from '@bijeen/invitations';
import { ownColourHref } from '@bijeen/organisations';
import { View } from '@bijeen/ui';

/** The same view in the colour of the organisation that invites. */
export function hostView(view: View, { colour }: Pick<Host, 'colour'>): View {
  return new View({ ...view.shell, colourHref: ownColourHref(colour) });
}
