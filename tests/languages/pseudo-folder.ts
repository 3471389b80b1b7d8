import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type Pseudo, pseudo } from './pseudo.ts';

/** What recognises texts is no text for people, and stays with the languages that people write in. */
const NOT_WORDS = ['sayings.yaml', 'wordings.yaml'];
/** Keys of front matter whose values are no words; `steps` are ids but where something is tried. */
const NOT_TRANSLATED =
  /^(?:answer|by|causes|code|codes|day|difficulty|minutes|order|questions|reviewed|sources|step|steps)$/;
/** Sentences that are commands. */
const COMMANDS = /^helper\.(?:program|[\w-]+\.run)$/;

/** The folder of a pseudo-language, made of the English one file by file: all that a translator would hand in. */
export async function writePseudoFolder(english: string, folder: string, language: Pseudo): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const files = await readdir(english, { recursive: true });
  for (const file of files.filter(name => /\.(?:mdx|yaml)$/.test(name) && !NOT_WORDS.includes(name))) {
    const text = await readFile(path.join(english, file), 'utf8');
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.endsWith('.mdx') ? pseudoPage(text, language) : pseudoStrings(file, text, language));
  }
}

/** One page: of its front matter the words, of its text all but code and markup. */
export function pseudoPage(text: string, language: Pseudo): string {
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const matter = pseudoMatter(parse(front), language);
  return `---\n${stringify(matter)}---\n${pseudo(body, language)}`;
}

function pseudoMatter(value: unknown, language: Pseudo, key = '', parent = ''): unknown {
  if (typeof value === 'string') return NOT_TRANSLATED.test(key) && parent !== 'try' ? value : pseudo(value, language);
  // A question of a guide has a short answer, a cause a short sentence.
  if (Array.isArray(value)) return value.map(item => pseudoMatter(item, language, key, parent));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, pseudoMatter(inner, language, name, key)]),
  );
}

/** One file of strings: every value, however deep, since its keys are the code's. */
function pseudoStrings(file: string, text: string, language: Pseudo): string {
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === 'string')
      return COMMANDS.test(key) || file === 'search.yaml' ? value : pseudo(value, language);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, change(inner, key === '' ? name : `${key}.${name}`)]),
    );
  };
  return stringify(change(parse(text), ''), { lineWidth: 0 });
}
