import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Sentence } from '../../../machines/format.ts';
import { terminalText } from '../safe-text.ts';
import { EXIT, type Exit, type Io } from './command.ts';

type Parsed<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** Options and positional words of a command, or undefined after one sentence about what is wrong. */
export async function readArguments<O extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: O,
  io: Pick<Io, 'err' | 'knowledge'>,
): Promise<Parsed<O> | undefined> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    await refuse(io, sentenceOf(command, error));
    return undefined;
  }
}

/** Bad usage or input: one clear sentence, nothing started. A sentence that is worded already is a text. */
export async function refuse(io: Pick<Io, 'err' | 'knowledge'>, sentence: Sentence | string): Promise<Exit> {
  io.err(`${await worded(io, sentence)}\n`);
  return EXIT.badInput;
}

/** The sentence in the language of the terminal; what is worded already stays as it is. */
export async function worded(io: Pick<Io, 'knowledge'>, sentence: Sentence | string): Promise<string> {
  return typeof sentence === 'string' ? sentence : say(await io.knowledge(), sentence.key, sentence.values);
}

function sentenceOf(command: string, error: unknown): Sentence {
  const { code, message } = Object(error);
  const values = { command, option: terminalText(/'([^']*)'/.exec(String(message))?.[1] ?? '', 60) };
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return { key: 'cli.usage.no-option', values };
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return { key: 'cli.usage.bad-option', values };
  throw error;
}
