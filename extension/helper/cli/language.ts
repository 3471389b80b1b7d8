import type { Io } from './command.ts';

const OPTION = '--lang';

/** The words of the command line without `--lang TAG`, and the tag, where there is one. */
export function takeLanguage(words: readonly string[]): { readonly words: readonly string[]; readonly asked?: string } {
  const at = words.findIndex(word => word === OPTION || word.startsWith(`${OPTION}=`));
  const [word = '', next] = at < 0 ? [] : words.slice(at);
  const asked = word === OPTION ? next : word.slice(OPTION.length + 1);
  if (at < 0 || asked === undefined) return { words };
  return { words: words.toSpliced(at, word === OPTION ? 2 : 1), asked };
}

/**
 * The language of the system, as POSIX tells it: `de_AT.UTF-8`. Windows has no such variable; there Node knows.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 */
export function systemLanguage(env: Io['env'], platform: string = process.platform): string {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  if (locale === '' && platform === 'win32') return Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.replace(/[.@].*$/, '').replaceAll('_', '-');
}

/** The one of the languages that are there which comes nearest: itself, or the same with less behind it (RFC 4647, 3.4). */
export function nearestLanguage(wanted: string, known: readonly string[]): string | undefined {
  const parts = wanted.toLowerCase().split('-');
  const byName = new Map(known.map(language => [language.toLowerCase(), language]));
  for (let length = parts.length; length > 0; length--) {
    const found = byName.get(parts.slice(0, length).join('-'));
    if (found !== undefined) return found;
  }
  return undefined;
}
