import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { EventLogFile } from '../../../machines/reading/event-log/read-event-log.ts';
import { MAX_INPUT_LENGTH } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import type { Target } from '../../../machines/target/target.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { captureJson, captureReader, captureText } from './capture-file.ts';
import { type Command, EXIT, type Io } from './command.ts';
import { eventLogJson, eventLogText } from './event-log-file.ts';
import { fileKindOf, START_BYTES } from './file-kind.ts';
import { styleOf } from './paint.ts';
import { bytesAtMost, type Pieces, readPieces, startPieces } from './pieces.ts';
import { type ReadFilesResult, readFiles } from './read.ts';
import { readTarget } from './target-words.ts';

const OPTIONS = { target: { type: 'string' }, json: { type: 'boolean' } } as const;
/** Captures and event logs may be larger than the memory: files are read in pieces of this size. */
const PIECE_BYTES = 256 * 1024;

/** What tools printed or recorded, from files or standard input, to findings. */
export const readCommand: Command = async (args, io) => {
  const parsed = readArguments('read', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const wanted = values.target === undefined ? undefined : await readTarget(values.target, undefined, io.knowledge);
  if (wanted !== undefined && 'sentence' in wanted) return refuse(io, wanted.sentence);

  const knowledge = await io.knowledge();
  const names = positionals.length === 0 ? ['-'] : positionals;
  const results: ReadFilesResult[] = [];
  for (const name of names) {
    let result: ReadFilesResult;
    try {
      const source = name === '-' ? io.input() : createReadStream(name, { highWaterMark: PIECE_BYTES });
      const file = { name: name === '-' ? '-' : path.basename(name), isOneOfSeveral: names.length > 1 };
      result = await readOne(file, await startPieces(source, START_BYTES), wanted?.target, knowledge, io);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return refuse(io, `${fileWords(name)} cannot be read.`);
    }
    if (io.signal.aborted) return EXIT.cancelled;
    results.push(result);
  }
  const printed = results.flatMap(({ lines, text }) => (values.json === true ? lines : [text]));
  io.out(`${printed.join('\n')}\n`);
  if (!results.some(({ rejected }) => rejected)) return EXIT.healthy;
  return refuse(io, names.length === 1 ? 'That text was turned away.' : 'At least one of the texts was turned away.');
};

interface InputFile {
  readonly name: string;
  readonly isOneOfSeveral: boolean;
}

/** One file by its first bytes: a capture, an event log, or text. */
async function readOne(
  { name, isOneOfSeveral }: InputFile,
  pieces: Pieces,
  target: Target | undefined,
  knowledge: Knowledge,
  io: Io,
): Promise<ReadFilesResult> {
  const kind = fileKindOf(pieces.start);
  if (kind === 'capture') {
    const capture = await readPieces(pieces, captureReader(target), io.signal);
    const text = captureText(name, capture, knowledge, styleOf(io), io.columns);
    return { lines: [JSON.stringify(captureJson(name, capture, knowledge))], text, rejected: false };
  }
  if (kind === 'event-log') {
    const log = await readPieces(pieces, new EventLogFile(), io.signal);
    const text = eventLogText(name, log, knowledge, styleOf(io), io.columns);
    return { lines: [JSON.stringify(eventLogJson(name, log, knowledge))], text, rejected: false };
  }
  const bytes = await bytesAtMost(pieces, MAX_INPUT_LENGTH);
  const sayings = await io.sayings();
  return readFiles([{ name, bytes }], {
    codes: knowledge.model.codes,
    several: isOneOfSeveral,
    ...(target !== undefined && { target }),
    readSentences: (text, quotesDialog) => readSentences(sayings, text, quotesDialog),
  });
}

/** The system refuses to open or to read the file; anything else that is thrown is a bug of ours. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function fileWords(name: string): string {
  return name === '-' ? 'Standard input' : `The file ${terminalText(name, 120)}`;
}
