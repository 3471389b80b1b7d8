/**
 * JSON in ASCII: a browser keeps such a text in half the memory and parses it faster than one with a curly quote in it.
 * Compressed it is as small.
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
