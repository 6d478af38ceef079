import { isDecisionMaker } from '@bijeen/contacts';
import type { Room, Seat } from './room.js';

/** Who goes before whom on the waiting list (L2): those who decide, then duos, then the others. */
export const TURNS = ['decision-maker', 'duo', 'other'] as const;
export type Turn = (typeof TURNS)[number];

/** People who wait for a place together: one guest, or a duo. */
export interface Party {
  /** Of the duo, or of the only invitation. */
  id: string;
  /** Their invitations. */
  members: string[];
  /** One per place they need; a duo whose partner is still to be named needs two. */
  seats: Seat[];
  duo: boolean;
  /** An organiser let them go first, with a reason. */
  first: boolean;
  /** Since when they wait. */
  since: Date;
  /** The line of the log with which they came on the list: who came first in the same instant. */
  number: number;
}

/** In which group a party takes its turn. */
export function turnOf({ seats, duo }: Pick<Party, 'seats' | 'duo'>): Turn {
  if (seats.some((seat) => seat !== null && isDecisionMaker(seat))) return 'decision-maker';
  return duo ? 'duo' : 'other';
}

/** The waiting list in its order: by hand, by turn, by who waits longest; the same every time. */
export function inOrder(parties: readonly Party[]): Party[] {
  return [...parties].sort(
    (one, other) =>
      Number(other.first) - Number(one.first) ||
      TURNS.indexOf(turnOf(one)) - TURNS.indexOf(turnOf(other)) ||
      one.since.getTime() - other.since.getTime() ||
      one.number - other.number ||
      (one.id < other.id ? -1 : 1),
  );
}

/**
 * Who gets a place now, in order. A party for whom there is no room keeps its turn and lets smaller ones or others by; after this nobody
 * waits for whom there is room. Takes the places in `room`.
 */
export function nextInLine(room: Room, parties: readonly Party[]): Party[] {
  return inOrder(parties).filter((party) => {
    const fits = room.blocks(party.seats) === null;
    if (fits) room.take(party.seats);
    return fits;
  });
}
