import { judge } from '../../../machines/diagnosis/judgement.ts';
import type { Target } from '../../../machines/target/target.ts';
import { readArguments, refuse } from './arguments.ts';
import { checkJson } from './check-json.ts';
import { checkMany } from './check-many.ts';
import { type Command, EXIT, type Exit, type Io } from './command.ts';
import { type CheckOptions, type Examined, examine, exitOf } from './examined.ts';
import { readLines } from './input.ts';
import { showLivePath } from './live-path.ts';
import { styleOf } from './paint.ts';
import { readTarget } from './target-words.ts';
import { verdictText } from './verdict-text.ts';

const OPTIONS = {
  gateway: { type: 'string' },
  deep: { type: 'boolean' },
  beside: { type: 'string' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
} as const;
const MAX_TIMEOUT_S = 300;
/** With the target's own port as many connections as a check may make. */
const MAX_BESIDE = 2;

/** Examines one host, or many, and says what is wrong. Nothing is started before every target is understood. */
export const checkCommand: Command = async (args, io) => {
  const parsed = readArguments('check', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  if (positionals.length === 0) return refuse(io, 'Which host? Name one: reconnect check HOST[:PORT].');
  const seconds = values.timeout === undefined ? undefined : Number(values.timeout);
  if (seconds !== undefined && !(seconds > 0 && seconds <= MAX_TIMEOUT_S))
    return refuse(io, `--timeout takes seconds, from 1 to ${MAX_TIMEOUT_S}.`);
  const beside = (values.beside?.split(',') ?? []).map(Number);
  if (beside.length > MAX_BESIDE || beside.some(port => !(Number.isInteger(port) && port > 0 && port < 65_536)))
    return refuse(io, '--beside takes one or two ports of the same host, for example --beside 445,135.');
  const options: CheckOptions = {
    deep: values.deep === true,
    beside,
    ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }),
  };

  const fromInput = positionals.includes('-');
  const lines = fromInput ? await readLines(io) : positionals;
  if (lines === undefined) return refuse(io, 'Standard input is too long: 10,000 targets of 300 characters at most.');
  const targets: Target[] = [];
  for (const [index, line] of lines.entries()) {
    const read = await readTarget(line, values.gateway, io.knowledge);
    if ('sentence' in read) return refuse(io, fromInput ? `Line ${index + 1}: ${read.sentence}` : read.sentence);
    targets.push(read.target);
  }
  const [only, ...others] = targets;
  if (only === undefined) return refuse(io, 'Standard input names no target.');
  if (others.length > 0 || fromInput) return checkMany(targets, options, values.json === true, io);
  return values.json === true ? checkAsJson(only, options, io) : checkForReader(only, options, io);
};

async function checkAsJson(target: Target, options: CheckOptions, io: Io): Promise<Exit> {
  const examined = await examine(target, options, io);
  const { model } = await io.knowledge();
  const judgement = judge(model, examined.facts);
  io.out(`${JSON.stringify(checkJson(examined, judgement))}\n`);
  return exitOf(examined, judgement.verdict);
}

async function checkForReader(target: Target, options: CheckOptions, io: Io): Promise<Exit> {
  const style = styleOf(io);
  const live = io.terminal && io.env.TERM !== 'dumb' ? showLivePath(io, style, await io.knowledge()) : undefined;
  let examined: Examined;
  try {
    examined = await examine(target, options, io, (facts, event) => live?.show(facts, event));
  } finally {
    live?.end();
  }
  const knowledge = await io.knowledge();
  const judgement = judge(knowledge.model, examined.facts);
  if (examined.cancelled) io.err('Stopped. Nothing was left open.\n');
  else io.out(verdictText(examined, judgement, knowledge, style, io.columns));
  return exitOf(examined, judgement.verdict);
}
