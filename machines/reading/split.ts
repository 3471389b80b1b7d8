import { type Command, parseCommand } from './command.ts';
import type { Segment } from './observation.ts';
import { isPrompt } from './prompt.ts';

/** Commands beyond this many are not told apart; the rest of the text belongs to the last one. */
const MAX_SEGMENTS = 500;
/** Only the beginning of a line can be a command. */
const MAX_COMMAND_LINES = 20_000;

/** Cuts a paste at the commands in it: each segment is one command with its output. */
export function splitSegments(lines: readonly string[]): readonly Segment[] {
  const segments: Segment[] = [];
  let command: Command | undefined;
  let first = 0;
  const close = (end: number, ended: boolean) => {
    const cut = lines.slice(first, end);
    if (command !== undefined || cut.some(line => line !== '')) {
      segments.push({ ...(command && { command }), first, lines: cut, ended });
    }
  };
  for (let at = 0; at < lines.length && at < MAX_COMMAND_LINES && segments.length < MAX_SEGMENTS; at += 1) {
    const line = lines[at] ?? '';
    if (line === '' || line.length > 1000) continue;
    const next = parseCommand(line);
    if (next === undefined && !isPrompt(line)) continue;
    // The shell's echo of a command that was pasted into it.
    if (next && command?.text === next.text && at === first) {
      first = at + 1;
      continue;
    }
    close(at, true);
    command = next;
    first = at + 1;
  }
  close(lines.length, false);
  return segments;
}
