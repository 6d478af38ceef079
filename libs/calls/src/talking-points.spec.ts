import { beforeEach, describe, expect, it } from '@jest/globals';
import { CONTACT_FUNCTIONS } from '@bijeen/contacts';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { SaveTalkingPoints } from './calls-input.js';
import { CallsModule } from './calls.module.js';
import { type Audience, AUDIENCES, audienceOf, OUR_POINTS, unknownWords } from './talking-points.js';
import { TalkingPointsService } from './talking-points.service.js';

describe('what a caller says', () => {
  const app = testApp(CallsModule);
  let noor: Actor;
  let meeting: { id: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    meeting = await app.build.meeting(noor);
  });
  const points = async (audience: Audience): Promise<{ filled: string[]; own: boolean }> => (await app.get(TalkingPointsService).find(noor, meeting.id)).audiences.find((each) => each.audience === audience)!;
  const read = (text: string): string[] => SaveTalkingPoints.safeParse({ audience: 'alderman', points: text }).error?.issues.map(({ message }) => message) ?? [];

  it('differs per kind of people, and is three or four points for each', () => {
    expect(CONTACT_FUNCTIONS.map(audienceOf)).toEqual(['alderman', 'board', 'board', 'policy', 'policy', 'policy', 'others', 'others', 'others']);
    for (const audience of AUDIENCES) expect([3, 4]).toContain(OUR_POINTS[audience].length);
    expect(AUDIENCES.flatMap((audience) => OUR_POINTS[audience].flatMap(unknownWords))).toEqual([]);
  });

  it('is filled with the facts of the meeting', async () => {
    const { filled } = await points('alderman');

    expect(filled[0]).toBe('Het is dichtbij: op donderdag 11 maart 2027 in Zwolle, van 13.30 tot 17.00 uur. Het gaat over inwoners van deze regio.');
    expect(filled.at(-1)).toBe('Daarna vragen we u één ding: Kies een vervolgstap voor uw gemeente.');
    expect(filled.join(' ')).not.toMatch(/[{}]/);
  });

  it('asks nothing while there is no call to action', async () => {
    await app.sql('update meeting set call_to_action_ask = null');
    expect((await points('alderman')).filled.join(' ')).not.toContain('één ding');
  });

  it('is what an organiser wrote, for that meeting and those people only, and can go back to ours', async () => {
    const other = await app.build.meeting(noor);
    await app.get(TalkingPointsService).save(noor, meeting.id, SaveTalkingPoints.parse({ audience: 'alderman', points: '- De burgemeester komt ook.\r\n\r\n  Tot ziens op {datum}!  ' }));

    expect(await points('alderman')).toMatchObject({ own: true, filled: ['De burgemeester komt ook.', 'Tot ziens op donderdag 11 maart 2027!'] });
    expect(await points('board')).toMatchObject({ own: false });
    expect((await app.get(TalkingPointsService).find(noor, other.id)).audiences.every(({ own }) => !own)).toBe(true);

    await app.get(TalkingPointsService).forget(noor, meeting.id, 'alderman');
    expect(await points('alderman')).toMatchObject({ own: false });
  });

  it.each([
    ['', ['Schrijf ten minste één punt op.']], [' \n - \n', ['Schrijf ten minste één punt op.']],
    ['a\n'.repeat(9), ['Kies hoogstens 8 punten. Meer onthoudt niemand tijdens het bellen.']], ['a'.repeat(301), ['Houd elk punt korter: hoogstens 300 tekens.']],
    ['Kom op {dag}', [expect.stringContaining('Dit kunnen we niet invullen: {dag}.')]], ['Kom op {datum', [expect.stringContaining('{datum')]],
  ])('cannot be %j', (text, problems) => {
    expect(read(text)).toEqual(problems);
  });

  it('of another organisation cannot be read or changed', async () => {
    const other = await app.build.owner();
    const service = app.get(TalkingPointsService);
    const tries = [async () => service.find(other, meeting.id), async () => service.save(other, meeting.id, { audience: 'board', points: ['x'] }), async () => service.forget(other, meeting.id, 'board')];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'meeting.not-found' });
  });
});
