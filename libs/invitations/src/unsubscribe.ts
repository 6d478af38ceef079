import { z } from 'zod';

/** From what somebody opts out: the mails about this meeting, or everything this organisation sends. */
export const OPT_OUT_SCOPES = ['meeting', 'organisation'] as const;
export type OptOutScope = (typeof OPT_OUT_SCOPES)[number];

/** What comes in on the opt-out page. */
export const OptOut = z.object({ scope: z.enum(OPT_OUT_SCOPES, { error: 'Kies van welke mails u zich wilt afmelden.' }) });
export type OptOut = z.output<typeof OptOut>;
