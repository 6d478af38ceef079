import { Clock } from '@bijeen/platform';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  private moment = new Date('2027-01-12T09:00:00Z');

  override now(): Date {
    return new Date(this.moment);
  }

  /** Makes `moment` (ISO, with zone) the present. */
  set(moment: string | Date): void {
    this.moment = new Date(moment);
  }

  override travelTo(moment: Date): void {
    this.moment = moment;
  }

  override comeBack(): void {
    this.moment = new Date('2027-01-12T09:00:00Z');
  }
}
