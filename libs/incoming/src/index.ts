export { KEY_RESOLVER } from './alignment.js';
export { IncomingDesk } from './incoming-desk.js';
export * from './incoming-mail.js';
export { IncomingMailStore } from './incoming-mail.store.js';
export { IncomingModule } from './incoming.module.js';
export { type IncomingCount, type LostLine } from './lost-guests.queries.js';
export { NewAddress, NewAddresses } from './new-addresses.js';
export { ReceivedMails, ReceivedQuery } from './received-mails.js';
export { type ReceivedLine, type ReceivedText } from './received.queries.js';
