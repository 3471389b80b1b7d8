/** English in other letters: what is still readable, and cannot be mistaken for a sentence that stands in the code. */
export type Pseudo = 'en-XA' | 'ar-XB';

const LETTERS: Readonly<Record<Pseudo, string>> = {
  'en-XA': 'áƀçđéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ',
  'ar-XB': 'ابتدهفغحيجكلمنوپقرسطعڤثخىزابتدهفغحيجكلمنوپقرسطعڤثخىز',
};
const ENGLISH = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Other languages need a third more than English: each vowel stands twice. */
const VOWEL = /[aeiouy]/;

/** What no translator changes: code, markup, placeholders, entities, addresses of links. */
const MARKUP = /^[ \t]*(```|~~~)[\s\S]*?^[ \t]*\1[^\n]*$|`[^`]*`|<[^>]*>|\{[^}]*\}|\]\([^)]*\)|&#?\w+;|%s/gm;
/** Host names, addresses, numbers with a unit, paths and options of commands, and names such as FreeRDP. */
const FIXED = /[\d/\\@_=%]|\p{L}[.:]\p{L}|^--?\p{L}|\p{Ll}\p{Lu}/u;
/** Stands for what is kept: a character of nobody's. */
const MARK = '\ue000';
/** Of a tag only what is read. */
const WORDED_ATTRIBUTE = /\s(summary|title|alt|label)="([^"{}]*)"/g;

/** Whether a word stays as it is in every language. */
export const isFixed = (word: string): boolean => FIXED.test(word);

/** A text of a content file in a language that nobody speaks. Pure; placeholders, markup and what is typed stay. */
export function pseudo(text: string, language: Pseudo): string {
  const kept: string[] = [];
  const open = text.replace(MARKUP, found => {
    kept.push(
      found.replace(WORDED_ATTRIBUTE, (_, name: string, words: string) => ` ${name}="${pseudo(words, language)}"`),
    );
    return `${MARK}${kept.length - 1}${MARK}`;
  });
  return open
    .split(/(\s+|\ue000\d+\ue000)/u)
    .map(part => (part.startsWith(MARK) || isFixed(part) ? part : spell(part, language)))
    .join('')
    .replace(/\ue000(\d+)\ue000/gu, (_, at: string) => kept[Number(at)] ?? '');
}

function spell(word: string, language: Pseudo): string {
  return word.replace(/[A-Za-z]/g, letter => {
    const other = LETTERS[language][ENGLISH.indexOf(letter)] ?? letter;
    return VOWEL.test(letter) ? other + other : other;
  });
}
