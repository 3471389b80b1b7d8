/** A command stands apart and is never broken. */
const CODE = '    ';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};

/** HTML of our own content as lines for a terminal. It never sees anything else, so it need not be a parser. */
export function plainText(html: string, columns: number): readonly string[] {
  const text = html
    .replace(/<pre[^>]*>([\s\S]*?)<\/pre>/g, (_, code: string) => `\n${indent(code)}\n`)
    .replace(/<li[^>]*>(?:\s*<p>)?/g, '\n- ')
    .replace(/<(?:p|h\d|ul|ol|div|table|tr)[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .flatMap(line => (line.startsWith(CODE) ? [line.trimEnd()] : wrap(line.trim(), columns)));
}

/** Breaks between words; a word that is longer than the line stays whole, so that it can be copied. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function indent(code: string): string {
  return code
    .trim()
    .split('\n')
    .map(line => CODE + line)
    .join('\n');
}
