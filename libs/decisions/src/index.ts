export { decisionMail, partInWords, QUORUM_LABELS, turnoutInWords } from './decision.mail.js';
export { DecisionClock } from './decision-clock.js';
export { Decide, SetQuorum } from './decisions-input.js';
export { DecisionsModule } from './decisions.module.js';
export { type DecisionBoard, DecisionsService } from './decisions.service.js';
export { type ExpectedTurnout, PRIOR } from './expected-turnout.js';
export { GoNoGo, type Outcome, OUTCOMES } from './go-no-go.entity.js';
export { type Coming, isReached, type QuorumPart, quorumParts } from './quorum.js';
export { Quorum } from './quorum.entity.js';
