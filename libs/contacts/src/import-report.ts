/** What happens to one row. */
export type Verdict = 'new' | 'updated' | 'same' | 'refused';
export interface ImportReport { counts: Record<Verdict, number> }
