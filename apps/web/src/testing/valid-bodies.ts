import { NOBODY } from './all-routes.js';

/** For each route that reads what is sent before it looks at the id in its address: something that it accepts. */
export const VALID_BODIES: Record<string, object> = {
  'PUT /api/v1/meetings/:id/attendance': { all: 'yes-came' },
  'POST /api/v1/meetings/:id/cancel': { reason: 'Te weinig wethouders' },
  'POST /api/v1/meetings/:id/commitments': { name: 'A. de Boer', step: 'gesprek' },
  'PATCH /api/v1/meetings/:id/commitments/:commitmentId': { state: 'done', result: 'Het gesprek was goed' },
  'PUT /api/v1/meetings/:id/quorum': { aldermen: 2 },
  'POST /api/v1/meetings/:id/decision': { outcome: 'go', reason: 'Het quorum is gehaald' },
  'PUT /api/v1/meetings/:id/places': { protectedSeats: 2, protectedUntil: '2027-02-01' },
  'POST /api/v1/meetings/:id/places/:invitationId/first': { first: true, reason: 'Houdt een toespraak' },
  'POST /api/v1/meetings/:id/invitations/:invitationId/substitute': { name: 'Karim Haddad', function: 'ALDERMAN', email: 'k.haddad@zwolle.example.nl' },
  'POST /api/v1/meetings/:id/invitations/:invitationId/duo': { name: 'Karim Haddad', role: 'expert', email: 'k.haddad@example.nl' },
  'POST /api/v1/meetings/:id/duos': { one: NOBODY, other: NOBODY.replace(/.$/, '1') },
  'POST /api/v1/meetings/:id/calls/:invitationId': { outcome: 'not-reached' },
  'POST /bijeenkomsten/:id/bellen/gesprekspunten/terug': { audience: 'board' },
  'POST /api/v1/meetings/:id/date-poll': { options: [{ day: '2027-04-15', from: '13:30', to: '17:00' }, { day: '2027-04-22', from: '13:30', to: '17:00' }], deadline: '2027-02-01' },
  'PATCH /api/v1/meetings/:id/date-poll': { state: 'closed' },
  'PUT /api/v1/council-patterns/:patternId': { municipalityCode: 'GM0193', kind: 'council', weekday: 4 },
  'POST /bijeenkomsten/:id/datumprikker': { datum1: '2027-04-15', van1: '13:30', tot1: '17:00', datum2: '2027-04-22', van2: '13:30', tot2: '17:00', deadline: '2027-02-01' },
  'PUT /api/v1/meetings/:id/invitations/:invitationId/answer': { coming: 'yes' },
  'PATCH /api/v1/meetings/:id/mail-plan': { kind: 'reminder-1', state: 'skipped' },
  'PUT /api/v1/meetings/:id/audience': { maxTravelMinutes: 30 },
  'POST /bijeenkomsten/:id/doelgroep/keuze': { keuze: `${NOBODY}:ja` },
  'POST /instellingen/collegas/:userId/rol': { role: 'viewer' },
};
