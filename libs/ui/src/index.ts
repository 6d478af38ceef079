export * from './form/fields.js';
export * from './form/read-form.js';
export * from './page/layout.js';
export * from './page/view.js';
export * from './parts/parts.js';
