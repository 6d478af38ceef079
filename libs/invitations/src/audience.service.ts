import { displayName, isDecisionMaker } from '@bijeen/contacts';
import { loadMeeting, type Meeting } from '@bijeen/meetings';
import { type Actor, audit, Clock, dayInAmsterdam, DomainError, isUuid, type Tenant, TenantDatabase } from '@bijeen/platform';
import { type Municipality, MunicipalityDirectory, Reach, Region, type TravelTime } from '@bijeen/regions';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AudienceMember, type AudienceSummary, coverOf, type MunicipalityCover, reasonInWords, summaryOf } from './audience.js';
import type { AudiencePage, ChangeAudience } from './audience-input.js';
import { audienceCounts, audienceCover, audiencePage, type AudienceRow, type Criteria, saveChoices } from './audience.queries.js';

/** A meeting's audience: everybody we know, on the list or not and why. */
export interface Audience {
  meeting: Meeting;
  items: AudienceMember[];
  next: string | null;
}

/** From region, functions, kinds of organisation and travel time to a list of people (L1, L2). Computed anew each time; only choices by hand are kept. */
@Injectable()
export class AudienceService {
  constructor(
    private readonly db: TenantDatabase,
    private readonly reach: Reach,
    private readonly municipalities: MunicipalityDirectory,
    private readonly clock: Clock,
  ) {}

  /** Part of the list by name, the whole in numbers, and who is missing where: what pages and programs show. @throws DomainError `meeting.not-found` */
  async overview(actor: Tenant, meetingId: string, page: AudiencePage): Promise<Audience & { summary: AudienceSummary; coverage: MunicipalityCover[] }> {
    return this.withCriteria(actor, meetingId, async (tx, criteria, meeting) => ({
      meeting,
      ...(await this.page(tx, criteria, page)),
      summary: summaryOf(await audienceCounts(tx, criteria)),
      coverage: await this.cover(tx, criteria, meeting),
    }));
  }

  /** Part of the list, by name. @throws DomainError `meeting.not-found` */
  async list(actor: Tenant, meetingId: string, page: AudiencePage): Promise<Audience> {
    return this.withCriteria(actor, meetingId, async (tx, criteria, meeting) => ({ meeting, ...(await this.page(tx, criteria, page)) }));
  }

  /** The whole audience in numbers, before anything is sent. @throws DomainError `meeting.not-found` */
  async summary(actor: Tenant, meetingId: string): Promise<{ meeting: Meeting; summary: AudienceSummary }> {
    return this.withCriteria(actor, meetingId, async (tx, criteria, meeting) => ({ meeting, summary: summaryOf(await audienceCounts(tx, criteria)) }));
  }

  /** Keeps choices by hand and changes what the list is made from. @throws DomainError `audience.unknown-contact`, `meeting.closed`, `input.invalid` */
  async change(actor: Actor, meetingId: string, change: ChangeAudience): Promise<void> {
    await this.db.transaction(actor, async (tx) => {
      const meeting = await loadMeeting(tx, meetingId, true);
      meeting.target(change, this.clock.now());
      if (change.regionId && !(await tx.existsBy(Region, { id: change.regionId }))) throw new DomainError('input.invalid', {}, { regionId: 'Deze regio kennen we niet. Kies een regio uit de lijst.' });
      await tx.save(meeting);
      const unknown = await saveChoices(tx, actor.organisationId, meeting.id, { choices: change.choices, by: actor.name, now: this.clock.now() });
      if (unknown.length > 0) throw new DomainError('audience.unknown-contact', { ids: unknown.slice(0, 5).join(', ') });
      const { choices, ...rules } = change;
      await audit(tx, actor, 'audience.changed', { kind: 'meeting', id: meeting.id }, { choices: choices.length, ...rules });
    });
  }

  /** The venue's travel times; ask for them before a transaction is opened, for they need one of their own. */
  async travelTimes(meeting: Pick<Meeting, 'venuePostcode4'>): Promise<ReadonlyMap<string, TravelTime>> {
    return this.reach.toMunicipalities(meeting.venuePostcode4);
  }

  /** What decides about this meeting's audience. One query. */
  async criteria(tx: EntityManager, meeting: Meeting, travel: ReadonlyMap<string, TravelTime>): Promise<Criteria> {
    const region = meeting.regionId ? await tx.findOneBy(Region, { id: meeting.regionId }) : null;
    const codes = region?.municipalityCodes ?? meeting.municipalityCodes;
    const living = codes.length > 0 ? [...new Set([...codes, ...(await this.municipalities.living(codes)).map(({ code }) => code)])] : null;
    return {
      organisationId: meeting.organisationId, meetingId: meeting.id, today: dayInAmsterdam(this.clock.now()),
      functions: meeting.functions, organisationKinds: meeting.organisationKinds, municipalityCodes: living, maxTravelMinutes: meeting.maxTravelMinutes,
      travel: Object.fromEntries([...travel].map(([code, { minutes }]) => [code, minutes])),
    };
  }

  private async page(tx: EntityManager, criteria: Criteria, { after, limit, included }: AudiencePage): Promise<Pick<Audience, 'items' | 'next'>> {
    const found = await audiencePage(tx, criteria, { after: after && isUuid(after) ? after : null, limit, included: included ?? null });
    const names = new Map((await this.municipalities.all()).map(({ code, name }) => [code, name]));
    const items = found.slice(0, limit).map((row) => memberOf(row, names));
    return { items, next: found.length > limit ? items.at(-1)!.contactId : null };
  }

  /** Per municipality of the region, or within reach when there is no region, who decides there and is on the list (L2). */
  private async cover(tx: EntityManager, criteria: Criteria, meeting: Meeting): Promise<MunicipalityCover[]> {
    const rows = await audienceCover(tx, criteria);
    const deciding = decidingFunctions(meeting);
    return (await this.places(criteria)).map(({ code: municipalityCode, name: municipality }) => {
      const functions = deciding.map((each) => {
        const row = rows.find((one) => one.municipalityCode === municipalityCode && one.function === each);
        return coverOf(each, row?.known ?? 0, row?.included ?? 0);
      });
      const missing = functions.filter(({ included }) => included === 0).map((each) => each.function);
      return { municipalityCode, municipality, travelMinutes: criteria.travel[municipalityCode] ?? null, functions, missing };
    });
  }

  private async withCriteria<T>(actor: Tenant, meetingId: string, work: (tx: EntityManager, criteria: Criteria, meeting: Meeting) => Promise<T>): Promise<T> {
    const meeting = await this.db.transaction(actor, async (tx) => loadMeeting(tx, meetingId));
    const travel = await this.travelTimes(meeting);
    return this.db.transaction(actor, async (tx) => work(tx, await this.criteria(tx, meeting, travel), meeting));
  }

  /** The municipalities that the meeting is for, those of today only. */
  private async places({ municipalityCodes, travel, maxTravelMinutes }: Criteria): Promise<Municipality[]> {
    const all = await this.municipalities.list();
    return all.filter(({ code }) => (municipalityCodes ? municipalityCodes.includes(code) : (travel[code] ?? Infinity) <= maxTravelMinutes));
  }
}

/** Aldermen belong to municipalities; the others who decide count when organisations beside municipalities are meant too. */
export function decidingFunctions({ functions, organisationKinds }: Pick<Meeting, 'functions' | 'organisationKinds'>): Meeting['functions'] {
  const onlyMunicipalities = organisationKinds.length === 1 && organisationKinds[0] === 'MUNICIPALITY';
  return functions.filter((each) => isDecisionMaker(each) && (each === 'ALDERMAN' || !onlyMunicipalities));
}

function memberOf(row: AudienceRow, names: Map<string, string>): AudienceMember {
  const { contactId, sortName, organisation, municipalityCode, travelMinutes, included, invited, reasonCodes, chosen, chosenBy, chosenAt } = row;
  return {
    contactId, name: displayName(row), sortName, function: row.function, organisation, municipalityCode, municipality: names.get(municipalityCode ?? '') ?? null,
    travelMinutes, included, invited, reasonCodes, reasons: reasonCodes.map((code) => reasonInWords(code, travelMinutes)),
    choice: chosen === null ? null : { included: chosen, by: chosenBy!, at: chosenAt! },
  };
}
