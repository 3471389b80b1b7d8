/** What a shell writes before a command, in every shell that people paste from. */
export const PROMPT =
  /^(?:(?:\(\S{1,40}\)\s?)?PS(?:\s[^>\n]{0,200})?>|[A-Za-z]:\\?[^>\n]{0,200}>|\[?[^\s$#%>]{1,60}@[^\n$#%>]{0,100}[$#%>]|[└╰][^\n$>❯#]{0,20}[$❯>#]?|[$#%>λ❯➜»~]|[\w.-]{1,30}[$#%>])\s{0,8}/u;
const BARE_PROMPT =
  /^(?:(?:\(\S{1,40}\)\s?)?PS(?:\s[^>\n]{0,200})?>|[A-Za-z]:\\[^>\n]{0,200}>|\[?[^\s$#%>]{1,60}@[^\n$#%>]{0,100}[$#%>]|[$#%❯λ])\s{0,8}$/u;

/** A prompt that nothing else looks like, and a command behind it that need not be known. */
const PROMPTED =
  /^(?:(?:\(\S{1,40}\)\s?)?PS\s[A-Za-z]:[^>\n]{0,200}>|[A-Za-z]:\\[^>\n]{0,200}>|\[?[\w.-]{1,40}@[\w.-]{1,60}[^\n$#%>]{0,100}[$#%>]|\$)\s{0,8}(?:sudo\s{1,4})?[\w.\\/~-]{2,80}(?:\s|$)/u;

/** True for a line that ends the output before it. */
export function isPrompt(line: string): boolean {
  const trimmed = line.trim();
  if (/^[╭┌]─/.test(trimmed)) return true;
  return (/[>$#%❯λ]$/.test(trimmed) && BARE_PROMPT.test(trimmed)) || PROMPTED.test(trimmed);
}
