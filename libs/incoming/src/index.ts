export { KEY_RESOLVER } from './alignment.js';
export { IncomingDesk } from './incoming-desk.js';
export * from './incoming-mail.js';
export { IncomingMailStore } from './incoming-mail.store.js';
export { IncomingModule } from './incoming.module.js';
