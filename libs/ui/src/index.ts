export { Checkboxes, ErrorSummary, fieldId, Form, Radios, Select, TextArea, TextField, Tick, type FieldProps } from './form/fields.js';
export * from './form/read-form.js';
export * from './form/rich-text.js';
export * from './page/layout.js';
export * from './page/view.js';
export * from './parts/parts.js';
