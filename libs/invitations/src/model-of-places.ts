import { type ContactFunction, isDecisionMaker } from '@bijeen/contacts';
import { addWorkingDays, addWorkingHours, dayInAmsterdam, firstInstantInAmsterdam } from '@bijeen/platform';

export const OFFICES: ContactFunction[] = ['ALDERMAN', 'POLICY_OFFICER', 'OPERATIONAL_STAFF', 'POLICY_OFFICER', 'BOARD_MEMBER', 'OPERATIONAL_STAFF'];
export const START = new Date('2027-01-12T09:00:00Z');

interface Guest {
  office: ContactFunction;
  answer: string;
  place: string | null;
  since: number;
  first: boolean;
  until: Date | null;
  duo: number | null;
}

/** The same rules once more, as plainly as can be: a list of guests, looked through again and again. */
export class Model {
  now = START;
  guests: Guest[] = OFFICES.map((office) => ({ office, answer: 'none', place: null, since: 0, first: false, until: null, duo: null }));
  partnerUntil = new Map<number, Date>();
  mails = 0;
  private protectedSeats = 0;
  private ceiling: number | null = null;
  private count = 0;

  constructor(readonly capacity: number) {}

  answer(index: number, coming: string): void {
    const guest = this.guests[index]!;
    const same = guest.answer === coming && !(coming === 'yes' && (guest.place === 'offered' || guest.place === 'lapsed'));
    if (same) return;
    guest.answer = coming;
    if (coming === 'yes') this.seat(guest);
    else this.leave(guest);
    this.settle();
  }

  /** Null when it is refused. */
  duo(index: number): Guest | null {
    const guest = this.guests[index]!;
    if (this.partner(guest)) return null;
    const partner: Guest = { office: 'EXPERT_BY_EXPERIENCE', answer: 'none', place: null, since: 0, first: false, until: null, duo: null };
    this.guests.push(partner);
    guest.duo ??= this.count += 1;
    partner.duo = guest.duo;
    this.partnerUntil.delete(guest.duo);
    const had = guest.place;
    const offer = had === 'offered' || had === 'lapsed';
    const asks = guest.answer !== 'yes' || offer;
    guest.answer = 'yes';
    if (asks) this.seat(guest);
    if ((had === 'confirmed' || had === 'waiting') && partner.place === null) this.beside(guest, partner);
    this.settle();
    return partner;
  }

  rules(protectedSeats: number, ceiling: number | null): void {
    Object.assign(this, { protectedSeats, ceiling });
    this.settle();
  }

  /** What time and room do. */
  settle(): void {
    const over = this.guests.filter(({ place, until }) => place === 'offered' && until! <= this.now);
    const left = over.flatMap(({ duo }) => duo ?? []);
    for (const guest of over) Object.assign(guest, { place: guest.answer === 'yes' ? 'lapsed' : null, until: null, duo: null, first: false });
    for (const duo of left) this.lose(duo);
    for (const [duo, until] of this.partnerUntil) {
      if (until > this.now) continue;
      for (const guest of this.guests) if (guest.duo === duo) guest.duo = null;
      this.partnerUntil.delete(duo);
    }
    this.mails += over.length;
    for (const party of this.line()) {
      if (this.blocks(party.map(({ office }) => office), this.held(party))) continue;
      for (const guest of party) Object.assign(guest, { place: 'offered', until: addWorkingHours(this.now, 16) });
      this.mails += party.length;
    }
  }

  /** Who waits, in order. */
  line(): Guest[][] {
    const waiting = this.guests.filter(({ place }) => place === 'waiting');
    const parties = waiting.filter((guest) => guest.duo === null || guest === waiting.find(({ duo }) => duo === guest.duo)).map((guest) => (guest.duo === null ? [guest] : waiting.filter(({ duo }) => duo === guest.duo)));
    const rank = (party: Guest[]): number[] => [party.some(({ first }) => first) ? 0 : 1, party.some(({ office }) => isDecisionMaker(office)) ? 0 : party[0]!.duo !== null ? 1 : 2, Math.min(...party.map(({ since }) => since))];
    return parties.sort((one, other) => rank(one).map((part, place) => part - rank(other)[place]!).find((difference) => difference !== 0) ?? 0);
  }

  private seat(guest: Guest): void {
    if (guest.place === 'confirmed' || guest.place === 'waiting') return;
    if (guest.place === 'offered') return void Object.assign(guest, { place: 'confirmed', until: null });
    const partner = this.partner(guest);
    const along = partner?.place === null && (partner.answer === 'none' || partner.answer === 'yes') ? partner : null;
    const blocked = this.blocks([guest, ...(along ? [along] : [])].map(({ office }) => office), 0);
    Object.assign(guest, { place: blocked ? 'waiting' : 'confirmed', since: (this.count += 1) });
    if (along) this.beside(guest, along);
  }

  private beside(guest: Guest, partner: Guest): void {
    const waits = guest.place === 'waiting' || this.blocks([partner.office], 0);
    Object.assign(partner, waits ? { place: 'waiting', since: guest.since } : partner.answer === 'yes' ? { place: 'confirmed', since: guest.since } : { place: 'offered', since: guest.since, until: this.graceEnds() });
  }

  private leave(guest: Guest): void {
    const { duo } = guest;
    Object.assign(guest, { place: null, until: null, duo: null });
    if (duo !== null) this.lose(duo);
  }

  private lose(duo: number): void {
    if (this.guests.some((guest) => guest.duo === duo)) this.partnerUntil.set(duo, this.graceEnds());
    else this.partnerUntil.delete(duo);
  }

  private partner(guest: Guest): Guest | undefined {
    return guest.duo === null ? undefined : this.guests.find((other) => other !== guest && other.duo === guest.duo);
  }

  /** A party with a place to keep for who is still to be named needs one more. */
  private held(party: Guest[]): number {
    const { duo } = party[0]!;
    return duo !== null && this.partnerUntil.has(duo) ? 1 : 0;
  }

  private blocks(offices: ContactFunction[], extra: number): boolean {
    const inside = this.guests.filter(({ place }) => place === 'confirmed' || place === 'offered');
    const kept = [...this.partnerUntil.keys()].filter((duo) => inside.some((guest) => guest.duo === duo)).length;
    const staff = (list: ContactFunction[]): number => list.filter((office) => office === 'OPERATIONAL_STAFF').length;
    if (this.ceiling !== null && staff(offices) > 0 && staff(inside.map(({ office }) => office)) + staff(offices) > this.ceiling) return true;
    const left = this.capacity - inside.length - kept - offices.length - extra;
    const deciding = offices.filter((office) => isDecisionMaker(office)).length;
    const wanted = this.now < new Date('2027-01-20T23:00:00Z') ? this.protectedSeats - inside.filter(({ office }) => isDecisionMaker(office)).length - deciding : 0;
    return left < 0 || (deciding < offices.length + extra && left < wanted);
  }

  private graceEnds(): Date {
    return firstInstantInAmsterdam(addWorkingDays(dayInAmsterdam(this.now), 5), '23:59');
  }
}
