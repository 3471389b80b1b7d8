import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import { formatTarget, isAddress, type Target } from '../../../machines/target/target.ts';
import { judgeAlike } from '../many/judge-alike.ts';
import { hostsAtOnce } from '../many/open-files.ts';
import { forEachPaced } from '../many/paced.ts';
import { addTo, type CountedHost, EMPTY_TALLY, failedStage } from '../many/tally.ts';
import { lookupRoom } from '../probes/resolver.ts';
import { Turns } from '../turns.ts';
import { worded } from './arguments.ts';
import { EXIT, type Exit, type Io } from './command.ts';
import { type CheckOptions, examine, exitOf } from './examined.ts';
import type { ListFormat } from './list-formats.ts';
import { ourFaultWords } from './our-fault.ts';
import { tallyText } from './tally-text.ts';
import type { Listed, TargetList } from './target-list.ts';

/** Hosts that answer are the ones that cost memory and time: so many speak at once. */
const SPEAKING_AT_ONCE = 64;
/** One that has opened its port and then says nothing counts no longer. */
const QUIET_MS = 500;

interface Checked {
  readonly counted: CountedHost;
  readonly line: string | undefined;
}

/** What all checks of one list share. */
interface Run {
  readonly options: CheckOptions;
  readonly format: ListFormat;
  readonly io: Io;
  readonly judge: ReturnType<typeof judgeAlike>;
  readonly speaking: Turns;
}

/** Checks the targets of a list: a line each as they finish, and how many there were of which kind. */
export async function checkMany(
  list: TargetList,
  options: CheckOptions & { readonly perSecond: number },
  format: ListFormat,
  io: Io,
): Promise<Exit> {
  const run: Run = { options, format, io, judge: judgeAlike(), speaking: new Turns(SPEAKING_AT_ONCE) };
  let tally = list.counted ?? EMPTY_TALLY;
  const count = async (at: number, counted: CountedHost) => {
    tally = addTo(tally, counted);
    await list.finish(at, tally);
  };
  const work = async (listed: Listed) => {
    if (listed.kind === 'sentence') {
      io.err(`${listed.sentence}\n`);
      return count(listed.at, { as: 'unreadable' });
    }
    const { at, target } = listed;
    const checked = await checkOne(target, run).catch(error => broken(target, error, run));
    // What Ctrl-C cut off is as good as not begun.
    if (checked === undefined) return;
    if (checked.line !== undefined) io.out(`${checked.line}\n`);
    await count(at, checked.counted);
  };

  await io.keepSmall();
  const pace = { atOnce: await hostsAtOnce(), perSecond: options.perSecond, signal: io.signal };
  await forEachPaced(withRoom(list.targets, run.speaking, io), work, pace);
  const ended = await list.end();
  await printEnd(format, tallyText(tally, ended, await io.knowledge()), io);
  if (ended === 'stopped') return EXIT.cancelled;
  if (ended === 'another-list' || tally.unreadable > 0) return EXIT.badInput;
  return tally.fault > 0 ? EXIT.fault : tally.unsettled > 0 ? EXIT.unsettled : EXIT.healthy;
}

/** Nothing where the person stopped it. */
async function checkOne(target: Target, { options, format, io, judge, speaking }: Run): Promise<Checked | undefined> {
  let quiet = () => {};
  const examined = await examine(target, options, io, (_, event) => {
    if (event !== undefined && isOpen(event)) quiet = speakFor(QUIET_MS, speaking);
  }).finally(() => quiet());
  if (examined.cancelled) return undefined;
  const judgement = judge((await io.knowledge()).model, examined.facts);
  const exit = exitOf(examined, judgement.verdict);
  const as = exit === EXIT.healthy ? 'healthy' : exit === EXIT.fault ? 'fault' : 'unsettled';
  const cause = as === 'fault' ? judgement.lead?.cause : undefined;
  const counted = { as, stage: failedStage(examined.facts.stages), cause } as const;
  return { counted, line: format.line(examined, exit, judgement) };
}

/** One host that breaks the program takes no other with it: its line says whose fault it is. */
async function broken(target: Target, error: unknown, { format, io }: Run): Promise<Checked> {
  const words = await ourFaultWords(error, io);
  if (format.broken === undefined) io.err(`${formatTarget(target)}: ${words}\n`);
  return { counted: { as: 'unsettled' }, line: format.broken?.(target, words) };
}

/** What follows the last host: the rest of the format's own text, and how many there were of which kind. */
async function printEnd(format: ListFormat, tally: string, io: Io): Promise<void> {
  const last = await format.end?.();
  if (last !== undefined) io.out(last.text);
  if (last !== undefined && last.leftOut > 0)
    io.err(`${await worded(io, { key: 'cli.check.left-out', values: { count: last.leftOut } })}\n`);
  if (format.forPrograms) io.err(tally);
  else io.out(`\n${tally}`);
}

function isOpen(event: CheckEvent): boolean {
  return event.type === 'stage.reported' && event.report.stage === 'port' && event.report.outcome === 'passed';
}

/** Counts a host among those that speak, for so long at most; what it returns ends that sooner. */
function speakFor(ms: number, speaking: Turns): () => void {
  let speaks = true;
  const end = () => {
    clearTimeout(timer);
    if (speaks) speaking.give();
    speaks = false;
  };
  const timer = setTimeout(end, ms);
  speaking.enter();
  return end;
}

/** Each only when there is room for its line, for the look-up of its name, and for one more that speaks. */
async function* withRoom(targets: AsyncIterable<Listed>, speaking: Turns, io: Io): AsyncGenerator<Listed> {
  for await (const listed of targets) {
    await io.drained();
    if (await speaking.take(io.signal)) speaking.give();
    if (listed.kind === 'target' && !isAddress(listed.target.host)) await lookupRoom(io.signal);
    yield listed;
  }
}
