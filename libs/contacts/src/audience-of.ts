import { CONTACT_FUNCTIONS, type ContactFunction } from './functions.js';

/** People who are told the same story of why they should come. */
export const AUDIENCES = ['alderman', 'board', 'policy', 'others'] as const;
export type Audience = (typeof AUDIENCES)[number];

const AUDIENCE_OF: Partial<Record<ContactFunction, Audience>> = { ALDERMAN: 'alderman', BOARD_MEMBER: 'board', DIRECTOR: 'board', POLICY_OFFICER: 'policy', STRATEGIST: 'policy', PROCUREMENT_OFFICER: 'policy' };

/** Which story is for somebody with this function. */
export function audienceOf(contactFunction: ContactFunction): Audience {
  return AUDIENCE_OF[contactFunction] ?? 'others';
}

/** The functions that hear one story, for who looks people up. */
export function functionsOf(audience: Audience): ContactFunction[] {
  return CONTACT_FUNCTIONS.filter((each) => audienceOf(each) === audience);
}

/** The texts that a mail may have per function; '' is the general one, for everybody else. */
export const STORY_VARIANTS = ['alderman', 'board', 'policy', ''] as const;
export type StoryVariant = (typeof STORY_VARIANTS)[number];

/** Which text of a mail somebody with this function gets. */
export function storyVariant(contactFunction: ContactFunction): StoryVariant {
  const audience = audienceOf(contactFunction);
  return audience === 'others' ? '' : audience;
}
