import type { Knowledge } from '../../machines/knowledge.ts';

/** What everything is written in first, and the browser falls back to. */
export const FIRST_LANGUAGE = 'en';

/** `popup.html` of English, `popup.de.html` of another language; `knowledge.json` likewise. */
export function fileIn(name: string, language: string): string {
  return language === FIRST_LANGUAGE ? name : name.replace(/(?=\.\w+$)/, `.${language}`);
}

/** A page with its words in it, so that its first paint waits for no script: `{popup.check}` becomes what it stands for. */
export function pageIn(
  html: string,
  { language, direction, words }: Pick<Knowledge, 'language' | 'direction' | 'words'>,
): string {
  const worded = html.replace(/\{([a-z][\w.-]*)\}/g, (_, key: string) => {
    const text = words.ui[key];
    if (text === undefined)
      throw new Error(`content/${language}/ui.yaml has no "${key}", which a page of the extension shows`);
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  });
  return worded.replace('<html lang="en"', `<html lang="${language}" dir="${direction}"`);
}

/** Sends a page on to the language of the browser, which picks it among those of `_locales`. */
export const TO_LANGUAGE = `const language = (globalThis.browser ?? chrome).i18n.getMessage('language');
if (language !== '${FIRST_LANGUAGE}') location.replace(location.pathname.replace('.html', '.' + language + '.html') + location.hash);
`;

/** Before anything is painted: a page in English that has others beside it asks which one is wanted. */
export const withSwitch = (html: string, language: string, further: readonly string[]): string =>
  language === FIRST_LANGUAGE && further.length > 0
    ? html.replace(/<meta charset="utf-8" ?\/?>/, '$&<script src="/language.js"></script>')
    : html;

/** `_locales/<language>/messages.json`: what the browser shows of the extension itself, and which files are in the language. */
export function messagesIn({ language, words }: Pick<Knowledge, 'language' | 'words'>): string {
  const messages = {
    name: words.ui['extension.name'],
    description: words.ui['extension.description'],
    language,
    knowledge: fileIn('knowledge.json', language),
  };
  return JSON.stringify(
    Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, { message }])),
    undefined,
    2,
  );
}

/** The browser names the folders of `_locales` with an underscore: `pt_BR`. */
export const messagesFile = (language: string): string => `_locales/${language.replace('-', '_')}/messages.json`;
