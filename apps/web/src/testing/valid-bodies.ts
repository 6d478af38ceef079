import { NOBODY } from './all-routes.js';

/** For each route that reads what is sent before it looks at the id in its address: something that it accepts. */
export const VALID_BODIES: Record<string, object> = {
  'PUT /api/v1/meetings/:id/attendance': { all: 'yes-came' },
  'POST /api/v1/meetings/:id/cancel': { reason: 'Te weinig wethouders' },
  'POST /api/v1/meetings/:id/commitments': { name: 'A. de Boer', step: 'gesprek' },
  'PATCH /api/v1/meetings/:id/commitments/:commitmentId': { state: 'done', result: 'Het gesprek was goed' },
  'PUT /api/v1/meetings/:id/quorum': { aldermen: 2 },
  'POST /api/v1/meetings/:id/decision': { outcome: 'go', reason: 'Het quorum is gehaald' },
  'PUT /api/v1/meetings/:id/invitations/:invitationId/answer': { coming: 'yes' },
  'PATCH /api/v1/meetings/:id/mail-plan': { kind: 'reminder-1', state: 'skipped' },
  'PUT /api/v1/meetings/:id/audience': { maxTravelMinutes: 30 },
  'POST /bijeenkomsten/:id/doelgroep/keuze': { keuze: `${NOBODY}:ja` },
  'POST /instellingen/collegas/:userId/rol': { role: 'viewer' },
};
