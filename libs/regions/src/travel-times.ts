import { Injectable } from '@nestjs/common';
import { estimateTravel, type Place, type TravelTime } from './travel-estimate.js';

/**
 * Where travel times come from. Bijeen estimates them; whoever runs a route planner (OSRM's `/table`, Valhalla's
 * `/sources_to_targets`) provides a subclass that asks it instead, and nothing else changes.
 */
export abstract class TravelTimes {
  /** The time from one place to each of the others, in the same order. */
  abstract from(place: Place, to: Place[]): Promise<TravelTime[]>;
}

/** Travel times without a route planner: see `estimateTravel`. */
@Injectable()
export class EstimatedTravelTimes extends TravelTimes {
  async from(place: Place, to: Place[]): Promise<TravelTime[]> {
    return to.map((destination) => estimateTravel(place, destination));
  }
}
