import { isUuid } from '@bijeen/platform';

/** What the form of the list sends: who is ticked now, who was ticked when the page was made, and who said yes. */
export interface Ticks {
  present: Set<string>;
  wasPresent: Set<string>;
  saidYes: Set<string>;
}

export function readTicks(body: unknown): Ticks {
  const { aanwezig, was, ja } = Object(body) as Record<string, unknown>;
  return { present: idsIn(aanwezig), wasPresent: idsIn(was), saidYes: idsIn(ja) };
}

/** Only what somebody changed by hand. Unticking whoever said yes means absent; unticking anybody else means that nothing is known. */
export function changedTicks({ present, wasPresent, saidYes }: Ticks): { invitationId: string; attended: boolean | null }[] {
  const came = [...present].filter((id) => !wasPresent.has(id)).map((invitationId) => ({ invitationId, attended: true }));
  const didNot = [...wasPresent].filter((id) => !present.has(id)).map((invitationId) => ({ invitationId, attended: saidYes.has(invitationId) ? false : null }));
  return [...came, ...didNot];
}

function idsIn(value: unknown): Set<string> {
  return new Set([value ?? []].flat().map(String).filter(isUuid));
}
