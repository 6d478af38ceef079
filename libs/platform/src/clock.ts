import { Injectable } from '@nestjs/common';

/** The only place that knows what time it is, so that tests and the time machine of the catcher can move it. */
@Injectable()
export class Clock {
  private offset = 0;

  /** The present moment; in catcher mode possibly one that was travelled to. */
  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /** The time on the wall, which no time machine moves: sessions and sign-in links live by it. */
  real(): Date {
    return new Date();
  }

  /** Makes `moment` the present. Time goes on from there at its usual speed. */
  travelTo(moment: Date): void {
    this.offset = moment.getTime() - Date.now();
  }

  /** Back to the real present. */
  comeBack(): void {
    this.offset = 0;
  }

  get travelled(): boolean {
    return this.offset !== 0;
  }
}

/** Milliseconds for measuring durations; never moved by a clock that jumps. */
export const stopwatch = (): number => performance.now();
