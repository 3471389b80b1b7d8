import path from 'node:path';
import { MAX_INPUT_LENGTH } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Command, EXIT } from './command.ts';
import { readAtMost, readInput } from './input.ts';
import { type PastedFile, readFiles } from './read.ts';
import { readTarget } from './target-words.ts';

const OPTIONS = { target: { type: 'string' }, json: { type: 'boolean' } } as const;
/** `readAtMost` gives one byte more, so that the reading itself turns the text away. */
const MAX_BYTES = MAX_INPUT_LENGTH;

/** What tools printed, from files or standard input, to findings. */
export const readCommand: Command = async (args, io) => {
  const parsed = readArguments('read', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const wanted = values.target === undefined ? undefined : await readTarget(values.target, undefined, io.knowledge);
  if (wanted !== undefined && 'sentence' in wanted) return refuse(io, wanted.sentence);

  const files: PastedFile[] = [];
  for (const name of positionals.length === 0 ? ['-'] : positionals) {
    const bytes = name === '-' ? await readInput(io, MAX_BYTES) : await readAtMost(name, MAX_BYTES);
    if (bytes === undefined) return refuse(io, `${fileWords(name)} cannot be read.`);
    files.push({ name: name === '-' ? '-' : path.basename(name), bytes });
  }
  const [{ model }, sayings] = await Promise.all([io.knowledge(), io.sayings()]);
  const { codes } = model;
  const result = readFiles(files, {
    codes,
    ...(wanted !== undefined && { target: wanted.target }),
    readSentences: (text, quotesDialog) => readSentences(sayings, text, quotesDialog),
  });
  io.out(values.json === true ? `${result.lines.join('\n')}\n` : `${result.text}\n`);
  if (!result.rejected) return EXIT.healthy;
  return refuse(io, files.length === 1 ? 'That text was turned away.' : 'At least one of the texts was turned away.');
};

function fileWords(name: string): string {
  return name === '-' ? 'Standard input' : `The file ${terminalText(name, 120)}`;
}
