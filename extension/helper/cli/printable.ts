// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from a network, a file or an argument, so that no terminal takes it for a command. */
export function printable(text: string, mostCharacters = 200): string {
  const clean = text.replace(UNPRINTABLE, '\ufffd');
  return clean.length > mostCharacters ? `${clean.slice(0, mostCharacters - 1)}…` : clean;
}
