import { z } from 'zod';

/** From what somebody opts out: the mails about this meeting, all that this organisation sends, or all that leaves through this installation. */
export const OPT_OUT_SCOPES = ['meeting', 'organisation', 'everything'] as const;
export type OptOutScope = (typeof OPT_OUT_SCOPES)[number];

const scope = z.enum(OPT_OUT_SCOPES, { error: 'Kies van welke mails u zich wilt afmelden.' });

/** What comes in on the opt-out page. */
export const OptOut = z.object({ scope });
export type OptOut = z.output<typeof OptOut>;

/** What comes in to take one opt-out back. */
export const WithdrawOptOut = z.object({ withdraw: scope });
export type WithdrawOptOut = z.output<typeof WithdrawOptOut>;

/** How a stop came about, for organisers. What is not listed came from a part of Bijeen that has no page: it reads as "op verzoek". */
export const STOP_ORIGINS: Record<string, string> = {
  'page': 'op de afmeldpagina',
  'one-click': 'met de afmeldknop van het mailprogramma',
  'link': 'op de afmeldpagina',
  'complaint': 'door onze mail als ongewenst te melden',
  'erased': 'op verzoek gewist',
};

/** One stop that counts now. */
export interface StandingStop {
  scope: OptOutScope;
  at: Date;
}
