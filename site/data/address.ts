import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { FIRST_LANGUAGE, language } from './language.ts';

/** The site's own root, with its slash at the end: `/`, or `/help/` under a sub-path. */
export const root = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** An address of this site, as content writes it (`/guides/error-0x4/`), under the root that it is served from. */
export function at(address: string): string {
  return address.startsWith('/') ? root + address.slice(1) : address;
}

/** The same page in another language: the first one lives at the root of the site, each other one under its own tag. */
export function inLanguage(other: string, address: string): string {
  const home = language === FIRST_LANGUAGE ? root : root.slice(0, -`${language}/`.length);
  return `${home}${other === FIRST_LANGUAGE ? '' : `${other}/`}${address.slice(root.length)}`;
}

export function codeAddress(code: Pick<CodeKnowledge, 'surface' | 'code'>): string {
  return at(`/codes/${code.surface}/${code.code}/`);
}

/** The flow with what is known already. State lives in the fragment, which no server sees. */
export function diagnoseAddress(known: Readonly<Record<string, string>> = {}): string {
  const fragment = new URLSearchParams(known).toString();
  return at('/diagnose/') + (fragment === '' ? '' : `#${fragment}`);
}
