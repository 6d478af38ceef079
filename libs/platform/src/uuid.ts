const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from outside can be an id at all; PostgreSQL refuses others with an error that would read as a bug. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
