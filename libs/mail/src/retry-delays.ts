const MINUTE = 60_000;

/** 1, 5, 15 and 60 minutes, 2 hours, then every 4 hours until 48 hours have passed (R21; RFC 5321 4.5.4.1). */
const DELAYS = [1, 5, 15, 60, 120, ...Array.from<number>({ length: 11 }).fill(240)].map((minutes) => minutes * MINUTE);
const LONGEST = 240 * MINUTE;
const TWELVE_DAYS_MORE = 72;

/** Milliseconds until the try after `deferrals` earlier ones, spread by a fifth so that they do not all come at once; nothing when it was enough. */
export function retryDelay(deferrals: number): number | undefined {
  const delay = DELAYS[deferrals];
  return delay === undefined ? undefined : spread(delay);
}

/** The same as long as the relay refuses us: the mail waits for whoever mends that, two weeks at most. */
export function patientDelay(deferrals: number): number | undefined {
  return deferrals < DELAYS.length + TWELVE_DAYS_MORE ? spread(DELAYS[deferrals] ?? LONGEST) : undefined;
}

/** When the relay itself could not be reached. */
export function unreachableDelay(): number {
  return spread(MINUTE);
}

function spread(delay: number): number {
  return Math.round(delay * (0.9 + Math.random() * 0.2));
}
