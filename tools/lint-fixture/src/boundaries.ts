import * as contacts from '@bijeen/contacts'; // refused: @nx/enforce-module-boundaries
import * as testing from '@bijeen/testing'; // refused: @nx/enforce-module-boundaries
import * as platform from '@bijeen/platform';
import * as clock from '@bijeen/platform/src/clock.js'; // refused: no-restricted-imports
import * as config from '../../../libs/platform/src/config.js'; // refused: @nx/enforce-module-boundaries

export const all = [contacts, testing, platform, clock, config];
