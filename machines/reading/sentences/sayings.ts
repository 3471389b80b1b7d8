/** A list of phrases in one string, separated by commas. See content/sayings.md for what a phrase may hold. */
type Phrases = string;

/** What people say in one language. */
export interface LanguageSayings {
  /** Small words that tell the language. */
  readonly small: Phrases;
  /** Word classes: the ways in which one notion is called. */
  readonly words: Readonly<Record<string, Phrases>>;
  /** Question -> answer -> whole sayings, where no composition of classes gives it. */
  readonly sayings: Readonly<Record<string, Readonly<Record<string, Phrases>>>>;
}

/** Everything that the reader of sentences knows. Content: it comes with the knowledge, and only when somebody types. */
export interface Sayings {
  /** Names that are the same in every language. */
  readonly names: Readonly<Record<string, Phrases>>;
  /** A name for several classes. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Classes that a negation turns into each other. */
  readonly opposites: readonly (readonly [string, string])[];
  /** Question -> answer -> rules over classes, the same for every language. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly languages: Readonly<Record<string, LanguageSayings>>;
}
