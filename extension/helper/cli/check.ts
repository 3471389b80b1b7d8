import { judge } from '../../../machines/diagnosis/judgement.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Target } from '../../../machines/target/target.ts';
import { readArguments, refuse } from './arguments.ts';
import { checkJson } from './check-json.ts';
import { CHECK_ARGUMENTS, type ReadOptions, readCheckOptions } from './check-options.ts';
import { type Command, EXIT, type Exit, type Io } from './command.ts';
import { type CheckOptions, type Examined, examine, exitOf } from './examined.ts';
import { showLivePath } from './live-path.ts';
import { styleOf } from './paint.ts';
import { readTarget } from './target-words.ts';
import { verdictText } from './verdict-text.ts';

const FROM_INPUT = '-';

/** Examines one host, or many, and says what is wrong. Nothing is started before every target is understood. */
export const checkCommand: Command = async (args, io) => {
  if (isForPlugin(args)) return (await import('./check-plugin.ts')).checkAsPlugin(args, io);
  const parsed = await readArguments('check', args, CHECK_ARGUMENTS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const [first, ...others] = positionals;
  if (first === undefined) return refuse(io, { key: 'cli.usage.no-host', values: { command: 'check' } });
  const options = readCheckOptions(values);
  if ('key' in options) return refuse(io, options);
  const isOne = others.length === 0 && first !== FROM_INPUT;
  if (!isOne || options.format === 'influx' || options.format === 'openmetrics')
    return checkList(positionals, options, io);
  const read = await readTarget(first, options.gateway, io.knowledge);
  if ('sentence' in read) return refuse(io, read.sentence);
  return options.format === 'json'
    ? checkAsJson(read.target, options.check, io)
    : checkForReader(read.target, options.check, io);
};

/** Loaded apart: one host alone needs nothing of it. */
async function checkList(words: readonly string[], options: ReadOptions, io: Io): Promise<Exit> {
  const [{ listOfInput, listOfWords }, { checkMany }, { listFormat, textFormat }] = await Promise.all([
    import('./target-list.ts'),
    import('./check-many.ts'),
    import('./list-formats.ts'),
  ]);
  const fromInput = words.includes(FROM_INPUT);
  if (options.resume !== undefined && !fromInput) return refuse(io, { key: 'cli.usage.resume' });
  const list = fromInput ? await listOfInput(options, io) : await listOfWords(words, options.gateway, io);
  if (typeof list === 'string' || 'key' in list) return refuse(io, list);
  const knowledge = await io.knowledge();
  const format =
    options.format === undefined ? textFormat(knowledge, styleOf(io)) : listFormat(options.format, knowledge.model);
  return checkMany(list, { ...options.check, amongMany: true, perSecond: options.perSecond }, format, io);
}

/** The plugins' conventions hold for bad usage as well, so they are known before anything is read. */
function isForPlugin(args: readonly string[]): boolean {
  return args.some((arg, at) => arg === '--format=nagios' || (arg === '--format' && args[at + 1] === 'nagios'));
}

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
  if (examined.cancelled) io.err(`${say(knowledge, 'cli.check.stopped')}\n`);
  else io.out(verdictText(examined, judgement, knowledge, style, io.columns));
  return exitOf(examined, judgement.verdict);
}
