/** How a line of a program or a script begins. `public (active)` is a zone of firewalld. */
const BEGINS =
  /^\s{0,80}(?!public \((?:default, )?active\))(?:\/\/|\/\*|#include|#define|#!\/|(?:const|let|var|def|function|return|import|export|public|private|static|elif|else if|foreach|while|switch|case|assert|expect|console|print|printf|echo|write-host|write-output|throw|raise|try|catch)\b[\s(.:{$"'`]|(?:if|for|elseif)\s?[($"'])/i;
/** How it ends, or what only a program has in it. */
const HOLDS =
  /\);\s{0,4}$|[;{]\s{0,4}$|\$\{|=> ?[{("'[`]|["'`]\)?[,;]\s{0,4}$|[\]}][,;]\s{0,4}$|\.(?:push|append|includes|match|test|replace|format|startswith|search)\(|\\n["'`]|%[sd][^\w\s]/i;

/**
 * True for a line of source code: a program that prints or looks for the same words as a tool is not its output. JSON and
 * XML of events are read from the whole text, so that nothing is lost by leaving their lines out here.
 */
export function isSourceLine(line: string): boolean {
  if (line.length > 2000) return false;
  return HOLDS.test(line) || BEGINS.test(line);
}
