import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@bijeen/platform';
import { testWeb } from '../../testing/test-web.js';

describe('the wishes of guests', () => {
  const web = testWeb();
  const meetingWithWishes = async (): Promise<{ actor: Actor; url: string }> => {
    const actor = await web.build.owner();
    const meeting = await web.build.meeting(actor, { state: 'inviting' });
    for (const [name, wish] of [['mevrouw F. Bos', { diet: 'noten-allergie' }], ['de heer P. Smit', { access: 'rolstoel', diet: 'veganistisch' }]] as const) {
      const token = await web.build.link(actor, meeting, await web.build.invitation(actor, meeting, { display_name: name }));
      await web.postForm(`/u/${token}`, { coming: 'yes', ...wish });
    }
    await web.build.invitation(actor, meeting, { display_name: 'zonder wens' });
    return { actor, url: `/bijeenkomsten/${meeting.id}/wensen` };
  };

  it('stand together on one page, counted, with the day on which they go', async () => {
    const { actor, url } = await meetingWithWishes();
    const { statusCode, body } = await (await web.signIn(actor)).get(url);
    expect(statusCode).toBe(200);
    for (const text of ['mevrouw F. Bos', 'noten-allergie', 'rolstoel', 'veganistisch', '<strong>2 gasten</strong> met een wens voor het eten', '<strong>1 gast</strong>', 'donderdag 25 maart 2027']) expect(body).toContain(text);
    expect(body).not.toContain('zonder wens');
  });

  it('are gone from it for who does not come any more', async () => {
    const { actor, url } = await meetingWithWishes();
    await web.sql(`update invitation set answer = 'maybe', place = null, place_since = null where display_name = 'mevrouw F. Bos'`);
    expect((await (await web.signIn(actor)).get(url)).body).not.toContain('noten-allergie');
  });

  it('are for organisers of this organisation only', async () => {
    const { actor, url } = await meetingWithWishes();
    const viewer = await web.signIn({ ...actor, id: `${actor.id}x`, role: 'viewer' });
    const stranger = await web.signIn(await web.build.owner({ name: 'Het Anker' }));
    expect([(await web.get(url)).statusCode, (await viewer.get(url)).statusCode, (await stranger.get(url)).statusCode]).toEqual([303, 403, 404]);
  });
});
