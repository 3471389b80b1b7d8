import type { DialogTelling } from '../../codes/dialog-languages.ts';
import type { Variants } from './tokens.ts';

/** A list of phrases in one string, separated by commas. What a phrase may hold: phrases.ts. */
type Phrases = string;

/** What people say in one language. */
export interface LanguageSayings {
  /** Words that come often: one that is nearly one of these is a slip of the keyboard. */
  readonly often?: Phrases | undefined;
  /** Articles and the like, which no phrase holds: they are passed over, wherever they stand. */
  readonly weightless?: Phrases | undefined;
  /** Words that say the same, the one that stands for all first: `pc=computer=machine`. Phrases hold only that. */
  readonly alike?: Phrases | undefined;
  /** Words that may stand between those of any phrase: "restart *my* server". Phrases may hold them. */
  readonly between?: Phrases | undefined;
  /** Words that only look as if they had the ending that makes no difference in this language: `s` in English. */
  readonly unending?: Phrases | undefined;
  /** Characters that are written in two ways, and as what they are read. */
  readonly variants?: Variants | undefined;
  /** Word classes: the ways in which one notion is called. */
  readonly words: Readonly<Record<string, Phrases>>;
  /** Question -> answer -> whole sayings, where no composition of classes gives it. */
  readonly sayings: Readonly<Record<string, Readonly<Record<string, Phrases>>>>;
}

/** What is the same in every language, and what tells them apart. */
export interface SharedSayings {
  /** Names that are the same in every language. */
  readonly names: Readonly<Record<string, Phrases>>;
  /** A name for several classes. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Classes that a negation turns into each other. */
  readonly opposites: readonly (readonly [string, string])[];
  /** States that are only supposed right after "when": "when the password expires …". */
  readonly supposed: readonly string[];
  /** Question -> answer -> rules over classes, the same for every language. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Language -> the words by which it is told, with blanks between them. */
  readonly telling: Readonly<Record<string, string>>;
}

/** Everything that the reader of sentences knows. Content: it comes only when somebody types. */
export interface Sayings extends SharedSayings {
  /** Those that are here. A browser brings one when a text is in it. */
  readonly languages: Readonly<Record<string, LanguageSayings>>;
}

/** As a browser has them: each language is a file of its own. */
export interface CarriedSayings {
  /** The words by which the language of a dialog is told. */
  readonly dialogs: DialogTelling;
  readonly shared: SharedSayings;
  readonly languages: Readonly<Record<string, () => Promise<LanguageSayings>>>;
}
