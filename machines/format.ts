export type Strings = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

/**
 * A string with its `{placeholders}` filled; one that has no value stays as it is. What stands under `<key>.<form>` is taken
 * where the language has that form for `count`: one, two, few, many or other. A missing key shows itself.
 */
export function format(strings: Strings, language: string, key: string, values: Values = {}): string {
  const { count } = values;
  const form = count === undefined ? '' : `.${new Intl.PluralRules(language).select(+count)}`;
  return (strings[key + form] ?? strings[key] ?? key).replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}

/** A sentence of the content that is in no language yet: its key, and the values of its placeholders. */
export interface Sentence {
  readonly key: string;
  readonly values?: Values;
}
