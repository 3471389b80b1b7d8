import { setTimeout as wait } from 'node:timers/promises';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { formatTarget } from '../../../machines/target/target.ts';
import { readArguments, refuse } from './arguments.ts';
import { checkJson } from './check-json.ts';
import { type Command, EXIT } from './command.ts';
import { examine, exitOf } from './examined.ts';
import { printable } from './printable.ts';
import { readTarget } from './target-words.ts';

const OPTIONS = { until: { type: 'string' }, json: { type: 'boolean' } } as const;
/** Polite to a host that comes up slowly, and to whoever reads its log. */
const PAUSE_MS = 5_000;

/** Checks a host again and again, and tells when it changes; with `--until`, ends when it is so. */
export const watchCommand: Command = async (args, io) => {
  const parsed = readArguments('watch', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0) return refuse(io, 'Which host? Name one: reconnect watch HOST[:PORT].');
  if (values.until !== undefined && values.until !== 'up' && values.until !== 'down')
    return refuse(io, '--until takes “up” or “down”.');
  const read = await readTarget(text, undefined, io.knowledge);
  if ('sentence' in read) return refuse(io, read.sentence);
  const { model } = await io.knowledge();

  let last: boolean | undefined;
  while (!io.signal.aborted) {
    const examined = await examine(read.target, { deep: false }, io);
    if (examined.cancelled) break;
    const judgement = judge(model, examined.facts);
    const up = exitOf(examined, judgement.verdict) === EXIT.healthy;
    if (up !== last) {
      const time = new Date().toLocaleTimeString('sv');
      const words = `${time}  ${printable(formatTarget(read.target))} is ${up ? 'up' : 'down'}\n`;
      io.out(values.json === true ? `${JSON.stringify({ up, ...checkJson(examined, judgement) })}\n` : words);
    }
    last = up;
    if (values.until !== undefined && up === (values.until === 'up')) return EXIT.healthy;
    await wait(PAUSE_MS, undefined, { signal: io.signal }).catch(() => undefined);
  }
  return EXIT.cancelled;
};
