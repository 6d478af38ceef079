export * from './place-rule.entity.js';
export * from './places-input.js';
export { loadPlaces, lockMeeting, logMoves, lookAgainAt, type MeetingRef, type Move, type NewMove, type Places, placesToLookAt, waitingParties } from './places.queries.js';
export { type Block, blockInWords, type Limits, limitsAt, protectionEnds, Room, type Seat } from './room.js';
export { inOrder, nextInLine, type Party, type Turn, turnOf } from './waiting-list.js';
