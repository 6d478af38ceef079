export * from './bijeen-process.js';
export * from './browser.js';
export * from './checks.js';
export * from './press.js';
