export * from './builders.js';
export * from './mail-catcher-mailing.js';
export * from './mail-catcher-process.js';
export * from './mail-catcher-relay.js';
export * from './test-app.js';
export * from './test-clock.js';
export * from './test-database.js';
export * from './until.js';
