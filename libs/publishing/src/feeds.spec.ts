import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import ICAL from 'ical.js';
import { feedText, type FeedType } from './feeds.js';
import { PublicMeetings } from './public-meetings.service.js';
import { PublicationsService } from './publications.service.js';
import { SavePublication } from './publishing-input.js';
import { PublishingModule } from './publishing.module.js';

describe('following published meetings', () => {
  const app = testApp(PublishingModule);
  let noor: Actor;
  beforeEach(async () => {
    noor = await app.build.owner();
  });
  const publish = async (overrides: object = {}, actor = noor): Promise<{ id: string }> => {
    const meeting = await app.build.meeting(actor, { state: 'inviting', ...overrides });
    await app.get(PublicationsService).save(actor, meeting.id, SavePublication.parse({ published: true, introduction: 'Kom <kijken> & "praten"\nin Zwolle' }));
    return meeting;
  };
  const feed = async (type: FeedType, organisationId: string | null = null): Promise<string> =>
    feedText(type, { key: organisationId ?? 'alle', title: 'Bijeenkomsten', publicUrl: 'https://bijeen.example.org', domain: 'bijeen.example.org', meetings: await app.get(PublicMeetings).forFeed(organisationId) });
  const events = (text: string): Record<string, unknown>[] => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => Object.fromEntries(['uid', 'summary', 'status', 'sequence', 'dtstart', 'last-modified', 'url'].map((name) => [name, String(event.getFirstPropertyValue(name))])));

  it('works in a calendar, with one UID for ever and a number that rises with each change', async () => {
    const meeting = await publish();
    const [first] = events(await feed('ics'));
    expect(first).toEqual({ uid: `openbaar-${meeting.id}@bijeen.example.org`, summary: 'Inspiratiebijeenkomst Zwolle', status: 'CONFIRMED', sequence: '0', dtstart: '2027-03-11T12:30:00Z', 'last-modified': '2027-01-12T09:00:00Z', url: 'https://bijeen.example.org/b/inspiratiebijeenkomst-zwolle-11-maart-2027' });
    expect(await feed('ics')).toMatch(/^BEGIN:VCALENDAR\r\n[^]*METHOD:PUBLISH\r\n/);

    for (const [state, status, summary] of [['postponed', 'TENTATIVE', 'Uitgesteld: Inspiratiebijeenkomst Zwolle'], ['cancelled', 'CANCELLED', 'Geannuleerd: Inspiratiebijeenkomst Zwolle']] as const) {
      app.clock.set(state === 'postponed' ? '2027-01-13T09:00:00Z' : '2027-01-14T09:00:00Z');
      await app.as(noor, async (tx) => tx.query('update meeting set state = $1, updated_at = $2', [state, app.clock.now()]));
      expect(events(await feed('ics'))).toMatchObject([{ uid: first!['uid'], status, summary, sequence: state === 'postponed' ? '86400' : '172800' }]);
    }
  });

  it('works in readers of RSS, Atom and JSON, and is the same byte for byte until something changes', async () => {
    await publish();
    for (const type of ['rss', 'atom', 'json', 'ics'] as const) {
      const text = await feed(type);
      app.clock.set('2027-01-12T10:00:00Z');
      expect(await feed(type)).toBe(text);
    }
    const json = JSON.parse(await feed('json')) as { items: object[] };
    expect(json).toMatchObject({ version: 'https://jsonfeed.org/version/1', items: [{ title: 'Inspiratiebijeenkomst Zwolle', url: 'https://bijeen.example.org/b/inspiratiebijeenkomst-zwolle-11-maart-2027' }] });
    for (const type of ['rss', 'atom'] as const) {
      const text = await feed(type);
      expect(unclosed(text)).toEqual([]);
      expect(text).toContain('https://bijeen.example.org/b/inspiratiebijeenkomst-zwolle-11-maart-2027');
    }
  });

  it('holds nothing of what is not published, of nobody', async () => {
    await publish({ title: 'Open' });
    const other = await app.build.owner({ name: 'De Ander' });
    await publish({ title: 'Bij de ander' }, other);
    await app.build.meeting(noor, { title: 'Besloten' });
    const gone = await publish({ title: 'Weggehaald' });
    await app.get(PublicationsService).save(noor, gone.id, SavePublication.parse({ published: false }));
    await publish({ title: 'Lang geleden', starts_at: '2026-09-11T12:30:00Z', ends_at: '2026-09-11T16:00:00Z' });

    for (const type of ['ics', 'rss', 'atom', 'json'] as const) {
      const [all, own, none] = [await feed(type), await feed(type, noor.organisationId), await feed(type, 'geen-id')];
      const titles = (text: string): string[] => ['Open', 'Bij de ander', 'Besloten', 'Weggehaald', 'Lang geleden'].filter((title) => text.includes(title));
      expect({ type, all: titles(all), own: titles(own), none: titles(none) }).toEqual({ type, all: ['Open', 'Bij de ander'], own: ['Open'], none: [] });
    }
  });
});

/** Tags that are not closed in their order, and characters that XML does not allow: enough to say that a parser can read it. */
function unclosed(xml: string): string[] {
  const text = xml.replace(/<\?xml[^>]*\?>/, '').replace(/<!\[CDATA\[[^]*?\]\]>/g, '');
  const open: string[] = [];
  for (const [, closing, name, self] of text.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g)) {
    if (closing) {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (!self) open.push(name!);
  }
  const rest = text.replace(/<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>/g, '');
  return [...open, ...(rest.match(/[<>]|&(?!(amp|lt|gt|quot|apos|#\d+);)/g) ?? [])];
}
