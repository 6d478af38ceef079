export * from './email-address.js';
export * from './mail-content.js';
export * from './mail-ledger.js';
export * from './mail-texts.js';
export * from './mail.module.js';
export * from './outgoing-mail.js';
export * from './placeholders.js';
