import path from 'node:path';
import { MAX_INPUT_LENGTH } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { captureJson, captureText, readCaptureFile } from './capture-file.ts';
import { type Command, EXIT } from './command.ts';
import { eventLogJson, eventLogText, readEventLogFile } from './event-log-file.ts';
import { fileKindOf } from './file-kind.ts';
import { readAtMost, readInput } from './input.ts';
import { styleOf } from './paint.ts';
import { readFiles } from './read.ts';
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

  const knowledge = await io.knowledge();
  const names = positionals.length === 0 ? ['-'] : positionals;
  const lines: string[] = [];
  const texts: string[] = [];
  let rejected = false;
  for (const name of names) {
    const file = name === '-' ? '-' : path.basename(name);
    const kind = name === '-' ? 'text' : await fileKindOf(name);
    if (kind === 'capture') {
      const capture = await readCaptureFile(name, wanted?.target, io.signal);
      if (io.signal.aborted) return EXIT.cancelled;
      if (capture === undefined) return refuse(io, `${fileWords(name)} cannot be read.`);
      lines.push(JSON.stringify(captureJson(file, capture, knowledge)));
      texts.push(captureText(file, capture, knowledge, styleOf(io), io.columns));
      continue;
    }
    if (kind === 'event-log') {
      const log = await readEventLogFile(name, io.signal);
      if (io.signal.aborted) return EXIT.cancelled;
      if (log === undefined) return refuse(io, `${fileWords(name)} cannot be read.`);
      lines.push(JSON.stringify(eventLogJson(file, log, knowledge)));
      texts.push(eventLogText(file, log, knowledge, styleOf(io), io.columns));
      continue;
    }
    const bytes = name === '-' ? await readInput(io, MAX_BYTES) : await readAtMost(name, MAX_BYTES);
    if (bytes === undefined) return refuse(io, `${fileWords(name)} cannot be read.`);
    const sayings = await io.sayings();
    const read = readFiles([{ name: file, bytes }], {
      codes: knowledge.model.codes,
      several: names.length > 1,
      ...(wanted !== undefined && { target: wanted.target }),
      readSentences: (text, quotesDialog) => readSentences(sayings, text, quotesDialog),
    });
    lines.push(...read.lines);
    texts.push(read.text);
    rejected ||= read.rejected;
  }
  io.out(`${(values.json === true ? lines : texts).join('\n')}\n`);
  if (!rejected) return EXIT.healthy;
  return refuse(io, names.length === 1 ? 'That text was turned away.' : 'At least one of the texts was turned away.');
};

function fileWords(name: string): string {
  return name === '-' ? 'Standard input' : `The file ${terminalText(name, 120)}`;
}
