export { BASES, EmployerInput, PositionInput, SaveContact, SecretariatInput } from './contact-input.js';
export { displayName, type FormOfAddress, type NameParts, salutation, sortName } from './dutch-name.js';
export { lastMunicipalElection, MUNICIPAL_ELECTIONS, needsCheck } from './elections.js';
export { CONTACT_FUNCTIONS, type ContactFunction, FUNCTION_LABELS, functionNoun, isDecisionMaker, readFunction } from './functions.js';
export { ORGANISATION_KIND_LABELS, ORGANISATION_KINDS, type OrganisationKind, readOrganisationKind } from './organisation-kinds.js';
