import { setTimeout as wait } from 'node:timers/promises';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { checkJson } from './check-json.ts';
import { type Command, EXIT, type Io } from './command.ts';
import { examine, exitOf } from './examined.ts';
import { ourFaultWords } from './our-fault.ts';
import { readTarget } from './target-words.ts';

const OPTIONS = { until: { type: 'string' }, json: { type: 'boolean' } } as const;
/** Polite to a host that comes up slowly, and to whoever reads its log. */
const PAUSE_MS = 5_000;

/** Checks a host again and again, and reports when it changes; with `--until`, ends when it is so. */
export const watchCommand: Command = async (args, io) => {
  const parsed = await readArguments('watch', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0)
    return refuse(io, { key: 'cli.usage.no-host', values: { command: 'watch' } });
  if (values.until !== undefined && values.until !== 'up' && values.until !== 'down')
    return refuse(io, { key: 'cli.usage.until' });
  const read = await readTarget(text, undefined, io.knowledge);
  if ('sentence' in read) return refuse(io, read.sentence);

  let last: boolean | undefined;
  while (!io.signal.aborted) {
    const look = await lookOnce(read.target, io).catch(error => ({ fault: error }));
    if (look === undefined) break;
    if ('fault' in look) {
      // One look that broke says nothing of the host: the next one may.
      io.err(`${await ourFaultWords(look.fault, io)}\n`);
    } else {
      if (look.up !== last)
        io.out(`${values.json === true ? changeJson(look) : changeLine(read.target, look, await io.knowledge())}\n`);
      last = look.up;
      if (values.until !== undefined && look.up === (values.until === 'up')) return EXIT.healthy;
    }
    await wait(PAUSE_MS, undefined, { signal: io.signal }).catch(() => undefined);
  }
  return EXIT.cancelled;
};

interface Look {
  readonly up: boolean;
  readonly json: object;
}

/** Nothing where the person stopped it. */
async function lookOnce(target: Target, io: Io): Promise<Look | undefined> {
  const examined = await examine(target, { deep: false }, io);
  if (examined.cancelled) return undefined;
  const { model } = await io.knowledge();
  const judgement = judge(model, examined.facts);
  return { up: exitOf(examined, judgement.verdict) === EXIT.healthy, json: checkJson(examined, judgement) };
}

const changeJson = ({ up, json }: Look): string => JSON.stringify({ up, ...json });

function changeLine(target: Target, { up }: Look, knowledge: Knowledge): string {
  const values = { target: terminalText(formatTarget(target)) };
  return `${new Date().toLocaleTimeString('sv')}  ${say(knowledge, up ? 'cli.watch.up' : 'cli.watch.down', values)}`;
}
