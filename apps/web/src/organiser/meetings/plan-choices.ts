import { ContactsService } from '@bijeen/contacts';
import { STANDARD_STEPS } from '@bijeen/meetings';
import { OrganisationsService } from '@bijeen/organisations';
import type { Actor } from '@bijeen/platform';
import { type Region, RegionsService } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import { formFromPlan, type TypedPlan } from './plan-form.js';

/** What a form about a meeting offers to choose from, and begins with. */
@Injectable()
export class PlanChoices {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly regionsOf: RegionsService,
    private readonly contacts: ContactsService,
  ) {}

  /** The regions to choose from. */
  async regions(actor: Actor): Promise<Region[]> {
    return (await this.regionsOf.list(actor, 200)).items;
  }

  /** A new form with what is usually right, so that little has to be typed. */
  async defaults(actor: Actor, email: string | null): Promise<TypedPlan> {
    const { name, visitingAddress, postcode4, place, replyTo } = await this.organisations.find(actor);
    const regions = await this.regions(actor);
    return formFromPlan({
      title: place ? `Inspiratiebijeenkomst ${place}` : 'Inspiratiebijeenkomst', from: '13:30', to: '17:00',
      venue: { name, address: visitingAddress, postcode: postcode4, place },
      regionId: regions.length === 1 ? regions[0]!.id : null,
      functions: ['ALDERMAN', 'BOARD_MEMBER', 'DIRECTOR', 'POLICY_OFFICER'], organisationKinds: ['MUNICIPALITY'], maxTravelMinutes: 60,
      contact: { name: actor.name, email: email ?? replyTo },
      callToAction: { owner: actor.name, followUpWorkingDays: 1, steps: [...STANDARD_STEPS] },
    });
  }

  /** Whether there is anybody to invite at all. */
  async hasContacts(actor: Actor): Promise<boolean> {
    return (await this.contacts.list(actor, { limit: 1 })).items.length > 0;
  }
}
