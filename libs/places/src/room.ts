import { type ContactFunction, FUNCTION_LABELS, isDecisionMaker } from '@bijeen/contacts';
import { addDays, firstInstantInAmsterdam, longDate } from '@bijeen/platform';

/** How many people fit, and for whom places are kept. */
export interface Limits {
  /** Null: no limit. */
  capacity: number | null;
  /** For those who decide, while the day until which that holds has not passed; else 0. */
  protectedSeats: number;
  /** The last day of it. */
  protectedUntil: string | null;
  /** At most so many people with this function. */
  ceilings: Partial<Record<ContactFunction, number>>;
}

/** Somebody who needs a place: their function, or null for a partner in a duo who is still to be named. */
export type Seat = ContactFunction | null;

/** Which rule keeps people from a place. */
export type Block = { by: 'full'; free: number } | { by: 'protected'; left: number } | { by: 'ceiling'; function: ContactFunction };

/** The places of one meeting: what is taken, and whether there is room for more (R15). */
export class Room {
  private readonly taken: Map<Seat, number>;

  /** @param taken people per function for whom a place is confirmed or held */
  constructor(
    readonly limits: Limits,
    taken: Iterable<readonly [Seat, number]>,
  ) {
    this.taken = new Map(taken);
  }

  /** For whom a place is confirmed or held. */
  get used(): number {
    return [...this.taken.values()].reduce((sum, people) => sum + people, 0);
  }

  /** Places nobody has; null when there is no limit. Never below zero, also not when the room was made smaller. */
  get free(): number | null {
    return this.limits.capacity === null ? null : Math.max(0, this.limits.capacity - this.used);
  }

  /** Free places that are kept for those who decide. */
  get keptFree(): number {
    const wanted = Math.max(0, this.limits.protectedSeats - this.deciders);
    return this.free === null ? wanted : Math.min(wanted, this.free);
  }

  /** Which rule keeps these people, who come together or not at all, from a place; null when there is room. */
  blocks(party: readonly Seat[]): Block | null {
    const { capacity, ceilings } = this.limits;
    const over = party.find((seat) => seat !== null && ceilings[seat] !== undefined && this.of(seat) + party.filter((each) => each === seat).length > ceilings[seat]);
    if (over) return { by: 'ceiling', function: over };
    if (capacity === null) return null;
    const left = capacity - this.used - party.length;
    if (left < 0) return { by: 'full', free: left + party.length > 0 ? left + party.length : 0 };
    const deciding = party.filter(decides).length;
    const wanted = Math.max(0, this.limits.protectedSeats - this.deciders - deciding);
    return deciding < party.length && left < wanted ? { by: 'protected', left: this.keptFree } : null;
  }

  /** These people take their places. */
  take(party: readonly Seat[]): void {
    for (const seat of party) this.taken.set(seat, this.of(seat) + 1);
  }

  /** How many people with this function have a place. */
  of(seat: Seat): number {
    return this.taken.get(seat) ?? 0;
  }

  /** How many who decide have a place. */
  get deciders(): number {
    return [...this.taken].reduce((sum, [seat, people]) => sum + (decides(seat) ? people : 0), 0);
  }
}

/** The limits of a meeting at this moment: seats are protected to the end of their last day. */
export function limitsAt(now: Date, rules: { capacity: number | null; protectedSeats: number | null; protectedUntil: string | null; ceilings: Limits['ceilings'] }): Limits {
  const ends = protectionEnds(rules.protectedUntil);
  const holds = ends !== null && now < ends;
  return { capacity: rules.capacity, protectedSeats: holds ? (rules.protectedSeats ?? 0) : 0, protectedUntil: holds ? rules.protectedUntil : null, ceilings: rules.ceilings };
}

/** The instant at which protected seats become seats for everybody. */
export function protectionEnds(protectedUntil: string | null): Date | null {
  return protectedUntil === null ? null : firstInstantInAmsterdam(addDays(protectedUntil, 1), '00:00');
}

/** Why there is no place, as a guest reads it. */
export function blockInWords(block: Block, { capacity, protectedUntil, ceilings }: Limits): string {
  switch (block.by) {
    case 'ceiling':
      return `Het is vol voor deze functie (${FUNCTION_LABELS[block.function].toLowerCase()}): daarvoor ${ceilings[block.function] === 1 ? 'is 1 plaats' : `zijn ${ceilings[block.function]} plaatsen`}.`;
    case 'full':
      return block.free > 0 ? 'Er zijn niet genoeg plaatsen vrij om samen te komen.' : capacity === 1 ? 'De enige plaats is bezet.' : `Alle ${capacity} plaatsen zijn bezet.`;
    case 'protected':
      return `De laatste ${block.left === 1 ? 'plaats is' : `${block.left} plaatsen zijn`} tot en met ${longDate(firstInstantInAmsterdam(protectedUntil!, '12:00'))} voor wie beslist: wethouders, bestuurders en directeuren.`;
  }
}

function decides(seat: Seat): boolean {
  return seat !== null && isDecisionMaker(seat);
}
