import { PLANNED_KINDS, type PlannedKind } from '@bijeen/mailings';
import { DomainError } from '@bijeen/platform';

/** The planned mail that an address names. @throws DomainError `mail-plan.not-found` */
export function kindIn(text: string): PlannedKind {
  const kind = PLANNED_KINDS.find((each) => each === text);
  if (!kind) throw new DomainError('mail-plan.not-found');
  return kind;
}
