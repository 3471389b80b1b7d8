import { judge } from '../../../machines/diagnosis/judgement.ts';
import { say, seenWords } from '../../../machines/diagnosis/words.ts';
import { measurementOf } from '../monitoring/measurement.ts';
import { oneLine, PLUGIN_EXIT, type PluginState, pluginAnswer } from '../monitoring/nagios.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, worded } from './arguments.ts';
import { CHECK_ARGUMENTS, readCheckOptions } from './check-options.ts';
import type { Exit, Io } from './command.ts';
import { examine, exitOf } from './examined.ts';
import { shortVerdict } from './list-formats.ts';
import { ourFaultWords } from './our-fault.ts';
import { readTarget } from './target-words.ts';

/**
 * `check HOST --format nagios`: a plugin for Nagios, Icinga and Checkmk, with the plugins' own exit codes. What it says
 * stands on standard output, bad usage as well.
 */
export async function checkAsPlugin(args: readonly string[], io: Io): Promise<Exit> {
  const answer = (state: PluginState, text: string): Exit => {
    io.out(`${text}\n`);
    return PLUGIN_EXIT[state];
  };
  const unknown = (sentence: string) => answer('unknown', `RDP UNKNOWN - ${oneLine(sentence)}`);
  try {
    return await runPlugin(args, io, answer, unknown);
  } catch (error) {
    return unknown(await ourFaultWords(error, io));
  }
}

async function runPlugin(
  args: readonly string[],
  io: Io,
  answer: (state: PluginState, text: string) => Exit,
  unknown: (sentence: string) => Exit,
): Promise<Exit> {
  let refused = '';
  const parsed = await readArguments('check', args, CHECK_ARGUMENTS, {
    err: text => (refused += text),
    knowledge: io.knowledge,
  });
  if (parsed === undefined) return unknown(refused);
  const [word, ...others] = parsed.positionals;
  if (word === undefined || word === '-' || others.length > 0)
    return unknown(await worded(io, { key: 'cli.usage.plugin' }));
  const options = readCheckOptions(parsed.values);
  if ('key' in options) return unknown(await worded(io, options));
  const read = await readTarget(word, options.gateway, io.knowledge);
  if ('sentence' in read) return unknown(read.sentence);

  const examined = await examine(read.target, options.check, io);
  if (examined.cancelled) return unknown(await worded(io, { key: 'cli.check.stopped' }));
  const knowledge = await io.knowledge();
  const judgement = judge(knowledge.model, examined.facts);
  const measurement = measurementOf(examined, judgement.verdict, knowledge.model);
  const said = terminalText(shortVerdict(examined, exitOf(examined, judgement.verdict), judgement, knowledge));
  const evidence = measurement.healthy ? [] : (judgement.lead?.for ?? []);
  const proof = evidence.map(({ finding }) => terminalText(seenWords(knowledge, finding)));
  const words = { said, say: (key: string, values = {}) => say(knowledge, key, values), proof };
  const { state, text } = pluginAnswer(measurement, options.thresholds, words, Date.now());
  return answer(state, text);
}
