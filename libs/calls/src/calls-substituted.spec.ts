import { beforeEach, describe, expect, it } from '@jest/globals';
import { SendSubstitute, SubstitutesService } from '@bijeen/invitations';
import type { Actor } from '@bijeen/platform';
import { testApp } from '@bijeen/testing';
import { CallLists } from './call-lists.service.js';
import { RecordCall } from './calls-input.js';
import { CallsModule } from './calls.module.js';
import { CallsService } from './calls.service.js';

describe('the call list, when somebody who decides sends somebody else', () => {
  const app = testApp(CallsModule);
  let noor: Actor;
  let which: { meetingId: string; invitationId: string };
  beforeEach(async () => {
    noor = await app.build.owner();
    const meeting = await app.build.meeting(noor, { state: 'inviting', first_invited_at: '2027-01-05T09:00:00Z' });
    const { id } = await app.build.invitation(noor, meeting, { display_name: 'Aarts', sort_name: 'Aarts', answer: 'yes', email: 'aarts@zwolle.example.nl' });
    which = { meetingId: meeting.id, invitationId: id };
  });
  const names = async (): Promise<string[]> => (await app.get(CallLists).find(noor, which.meetingId)).calls.map(({ name }) => name);
  const comes = async (): Promise<unknown> => app.get(CallsService).record(noor, which, RecordCall.parse({ outcome: 'yes' }));
  const send = async (name: string, office: string): Promise<void> =>
    app.get(SubstitutesService).send({ actor: noor, ...which }, SendSubstitute.parse({ name, function: office, email: `${office.toLowerCase()}@zwolle.example.nl` }));

  it('holds a wethouder who sends somebody who does not decide, until she comes or it stays so', async () => {
    await send('Karim Haddad', 'POLICY_OFFICER');
    expect((await app.get(CallLists).find(noor, which.meetingId)).calls).toMatchObject([{ name: 'Aarts', reason: 'substituted', loweredBy: { name: 'Karim Haddad', function: 'POLICY_OFFICER' }, answer: 'substitute' }]);

    await comes();
    expect(await names()).toEqual([]);
    expect(await app.sql('select display_name as name, answer, answer_origin as origin from invitation order by sort_name')).toEqual([{ name: 'Aarts', answer: 'yes', origin: 'phone' }, { name: 'Karim Haddad', answer: 'no', origin: 'organiser' }]);

    await send('Ineke de Wit', 'STRATEGIST');
    expect(await names()).toEqual(['Aarts']);
    await app.get(CallsService).leave(noor, which);
    expect(await names()).toEqual([]);
  });

  it('does not hold her when a colleague who decides comes', async () => {
    await send('Joke Bos', 'BOARD_MEMBER');
    expect(await names()).toEqual([]);
  });
});
