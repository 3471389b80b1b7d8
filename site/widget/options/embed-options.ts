import type { Audience } from '../../../machines/knowledge.ts';
import { audienceOf } from './audience.ts';

/** What the author of a page sets for their readers. All of it is text from a page and may be anything. */
export interface EmbedAttributes {
  readonly audience: string | null;
  readonly support: string | null;
  readonly handOver: string | null;
  readonly localStep: string | null;
  /** Who set them, where that is not the page that holds the element. */
  readonly setBy?: string;
}

/** The same, read once. What does not fit is as good as not there. */
export interface EmbedOptions {
  /** Whether remedies that only an administrator can make are shown. */
  readonly audience: Audience;
  /** Whom to turn to, as text; empty where nobody is named. */
  readonly support: string;
  readonly handOver: HandOverTo;
  /** The page author's own advice, as JSON that nobody has parsed yet. */
  readonly localStep: string;
  /** Empty where the page itself has set it; else the origin to name, or `page` where it is not known. */
  readonly setBy: string;
}

/** Where a report goes: the person copies it, writes a mail, or gives it to the page. */
export type HandOverTo =
  | { readonly kind: 'copy' }
  | { readonly kind: 'mail'; readonly address: string }
  | { readonly kind: 'event' };

const LONGEST_LINE = 200;

/** Never throws: an attribute that is missing or does not fit gives its default. */
export function parseEmbedOptions({
  audience,
  support,
  handOver,
  localStep,
  setBy = '',
}: EmbedAttributes): EmbedOptions {
  return {
    audience: audienceOf(audience),
    support: plain(support, LONGEST_LINE),
    handOver: handOverOf(handOver ?? ''),
    localStep: localStep ?? '',
    setBy: plain(setBy, LONGEST_LINE),
  };
}

function handOverOf(text: string): HandOverTo {
  if (text === 'event') return { kind: 'event' };
  const address = /^mailto:([\w.+-]{1,64}@[\w.-]{1,190})$/i.exec(text.trim())?.[1];
  return address === undefined ? { kind: 'copy' } : { kind: 'mail', address };
}

/** One line of text, without what makes text look like another. */
export function plain(value: unknown, longest: number): string {
  if (typeof value !== 'string') return '';
  return value
    .slice(0, 2 * longest)
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, longest);
}

/** Whether the reader of the page can carry out a remedy. */
export const mayFix = (
  { audience }: Pick<EmbedAttributes, 'audience'>,
  remedy: { readonly audience: Audience },
): boolean => audienceOf(audience) === 'admin' || remedy.audience === 'user';
