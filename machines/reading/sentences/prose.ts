import { SENTENCE_CHARACTERS_AT_MOST } from './tokens.ts';

const OUTPUT_LINES: readonly RegExp[] = [
  /^\s*(?:\[|\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} +\d+ \d\d:)/u,
  /^\s*(?:PS )?[A-Za-z]:\\[^>]*>|^\s*(?:\$|#|PS>) /u,
  /^\s*(?:[A-Z][A-Za-z]+(?: [A-Za-z]+){0,3} {2,20}|[A-Z][a-z]+[A-Z][A-Za-z]* ):\s/u,
  /^\s*[\w ]{2,40}:[sib]:/u,
];

/** What of a text may be a person's own sentences; lines of tools are blanked, so that places stay. */
export function proseOf(text: string): string {
  return text
    .slice(0, SENTENCE_CHARACTERS_AT_MOST)
    .split('\n')
    .map(line => (OUTPUT_LINES.some(sign => sign.test(line)) ? ' '.repeat(line.length) : line))
    .join('\n');
}
