// Puts the components of NL Design System that Bijeen uses into one style sheet, beside our own theme (libs/ui/assets/bijeen.css).
import { readFileSync, writeFileSync } from 'node:fs';

const COMPONENTS = ['button', 'textbox', 'textarea', 'select', 'form-label', 'form-field-description', 'form-field-error-message', 'radio-button', 'checkbox', 'alert', 'skip-link'];
const sheets = COMPONENTS.map((name) => readFileSync(`node_modules/@utrecht/${name}-css/dist/index.min.css`, 'utf8').trim());
writeFileSync('libs/ui/assets/nl-design-system.css', `/*! NL Design System, components of Gemeente Utrecht and Frameless B.V., EUPL-1.2. Made by tools/theme.mjs. */\n${sheets.join('\n')}\n`);
