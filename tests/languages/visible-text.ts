import { isFixed } from './pseudo.ts';

/** Elements whose text is typed, shown as it is in every language, or not shown at all. */
const PASSED_OVER = /^(?:script|style|template|code|pre|kbd|samp|time)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const READ_ATTRIBUTES = /\s(?:title|aria-label|placeholder|alt|label|summary)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** What a reader of a page or a screen reader comes to, piece by piece, without what is marked as being in another language. */
export function visibleText(html: string, language: string): readonly string[] {
  const texts: string[] = [];
  const open: { readonly tag: string; readonly isOver: boolean }[] = [];
  for (const [, close, tag = '', attributes = '', text] of html
    .replace(/<!--.*?-->|<!doctype[^>]*>/gis, '')
    .matchAll(/<(\/?)([a-zA-Z][\w-]*)([^>]*)>|([^<]+)/g)) {
    const isOver = open.at(-1)?.isOver === true;
    if (text !== undefined) {
      if (!isOver) texts.push(decode(text));
    } else if (close === '/') {
      const at = open.findLastIndex(one => one.tag === tag);
      if (at >= 0) open.splice(at);
    } else {
      const lang = /\slang="([^"]*)"/.exec(attributes)?.[1] ?? language;
      const isOther = isOver || PASSED_OVER.test(tag) || lang !== language || / translate="no"/.test(attributes);
      if (!isOther) for (const [, value = ''] of attributes.matchAll(READ_ATTRIBUTES)) texts.push(decode(value));
      if (!VOID.test(tag) && !attributes.endsWith('/')) open.push({ tag, isOver: isOther });
    }
  }
  return texts.filter(text => text.trim() !== '');
}

const decode = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * Words that are the same in every language: our name, Windows and its Server, a folder of macOS, formats of files, what languages
 * are called, and units and months as Intl writes them in a language that it does not know.
 */
const SAME = new Set(
  [
    'ms',
    'sec',
    'UTC',
    'English',
    'Pseudo-Accents',
    'Reconnect',
    'Windows',
    'Server',
    'Support',
    'Markdown',
    'JSON',
    'HTML',
  ].concat(Array.from({ length: 12 }, (_, month) => new Date(2026, month).toLocaleString('en', { month: 'long' }))),
);

/** The English words of a text: those that no translator had a chance to change. */
export function englishIn(text: string): readonly string[] {
  return text
    .replace(/“[^”]*”/g, ' ')
    .split(/[\s()·…]+/)
    .filter(word => !isFixed(word))
    .map(word => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))
    .filter(word => /[A-Za-z]{2}/.test(word) && !SAME.has(word));
}
