import { readAtMost } from '../read-at-most.ts';
import { readArguments, refuse, worded } from './arguments.ts';
import { type Command, EXIT } from './command.ts';
import { explainLines } from './explain.ts';
import { readInput, unreadable } from './input.ts';

/** `--json` says what is the case anyway, so that every command takes it. */
const OPTIONS = { json: { type: 'boolean' } } as const;
const MAX_BYTES = 64 * 1024 * 1024;

/** Findings as JSON lines, from a file or standard input, to verdict and next question as JSON lines. */
export const explainCommand: Command = async (args, io) => {
  const parsed = await readArguments('explain', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const [name = '-', ...more] = parsed.positionals;
  if (more.length > 0) return refuse(io, { key: 'cli.usage.one-file' });
  const bytes = name === '-' ? await readInput(io, MAX_BYTES) : await readAtMost(name, MAX_BYTES);
  if (bytes === undefined || bytes.length > MAX_BYTES) return refuse(io, unreadable(name));
  const { model } = await io.knowledge();
  const { output, errors, exitCode } = explainLines(model, new TextDecoder().decode(bytes));
  io.out(output);
  for (const { line, sentence } of errors) {
    const words = await worded(io, sentence);
    const told =
      line === undefined ? words : await worded(io, { key: 'cli.input.line', values: { line, sentence: words } });
    io.err(`${told}\n`);
  }
  return exitCode;
};
