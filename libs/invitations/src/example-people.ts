import type { StoryVariant } from '@bijeen/contacts';
import type { InvitedPerson } from './mails/invitation.mail.js';

const COMMON = { title: null, travelMinutes: 25, source: 'de website van uw organisatie' };

/** Fictional people who stand in where nobody with such a function is on the list. */
export const EXAMPLE_PEOPLE: Record<StoryVariant, InvitedPerson> = {
  'alderman': { ...COMMON, displayName: 'mevrouw A. van der Berg', salutation: 'Geachte mevrouw Van der Berg', function: 'ALDERMAN', contactOrganisationName: 'gemeente Kampen', municipality: 'Kampen' },
  'board': { ...COMMON, displayName: 'de heer J. Bakker', salutation: 'Geachte heer Bakker', function: 'BOARD_MEMBER', contactOrganisationName: 'GGZ Vechtdal', municipality: 'Ommen' },
  'policy': { ...COMMON, displayName: 'mevrouw F. Yilmaz', salutation: 'Geachte mevrouw Yilmaz', function: 'POLICY_OFFICER', contactOrganisationName: 'gemeente Zwolle', municipality: 'Zwolle' },
  '': { ...COMMON, displayName: 'C. de Vries', salutation: 'Geachte C. de Vries', function: 'OTHER', contactOrganisationName: 'Welzijn Hardenberg', municipality: 'Hardenberg' },
};
