import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { terminalText } from '../safe-text.ts';
import { EXIT, type Exit, type Io } from './command.ts';

type Parsed<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** Options and positional words of a command, or undefined after one sentence about what is wrong. */
export function readArguments<O extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: O,
  io: Pick<Io, 'err'>,
): Parsed<O> | undefined {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    refuse(io, sentenceOf(command, error));
    return undefined;
  }
}

/** Bad usage or input: one clear sentence, nothing started. */
export function refuse(io: Pick<Io, 'err'>, sentence: string): Exit {
  io.err(`${sentence}\n`);
  return EXIT.badInput;
}

function sentenceOf(command: string, error: unknown): string {
  const { code, message } = Object(error);
  const option = terminalText(/'([^']*)'/.exec(String(message))?.[1] ?? '', 60);
  const more = `“reconnect help” shows how to use “${command}”.`;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `“${command}” has no option ${option}; ${more}`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `The option ${option} is not used like that; ${more}`;
  throw error;
}
