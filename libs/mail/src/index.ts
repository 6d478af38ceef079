export * from './email-address.js';
export * from './mail-composer.js';
export * from './mail-content.js';
export * from './mail-ledger.js';
export * from './mail.module.js';
export * from './outgoing-mail.js';
export * from './placeholders.js';
export { mailLinks, renderMail, type RenderedMail } from './render-mail.js';
