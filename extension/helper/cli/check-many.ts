import { type Judgement, judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import { isStandardOnly } from '../../../machines/inference/health.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import { terminalColumn } from '../safe-text.ts';
import { checkJson } from './check-json.ts';
import { EXIT, type Exit, type Io } from './command.ts';
import { type CheckOptions, type Examined, examine, exitOf } from './examined.ts';
import { ourFaultWords } from './our-fault.ts';
import { paint, type Style, styleOf } from './paint.ts';
import { lyingPath } from './path-picture.ts';

/** As many hosts at once; more would look like a scan to the network, and to this machine's resolver. */
const AT_ONCE = 8;
const TARGET_COLUMNS = 28;

/** Examines many targets: a line each as they finish, and how many there were of which kind. */
export async function checkMany(
  targets: readonly Target[],
  options: CheckOptions,
  json: boolean,
  io: Io,
): Promise<Exit> {
  const exits: Exit[] = [];
  const waiting = [...targets];
  const work = async () => {
    for (let target = waiting.shift(); target !== undefined && !io.signal.aborted; target = waiting.shift()) {
      const checked = await checkOne(target, options, json, io).catch(error => brokenLine(target, error, json, io));
      if (checked === undefined) return;
      exits.push(checked.exit);
      io.out(`${checked.line}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, targets.length) }, work));

  const count = (exit: Exit) => exits.filter(found => found === exit).length;
  const summary = `${exits.length} checked: ${count(EXIT.healthy)} healthy, ${count(EXIT.fault)} with a fault, ${count(EXIT.unsettled)} not settled.\n`;
  if (json) io.err(summary);
  else io.out(`\n${summary}`);
  if (io.signal.aborted) return EXIT.cancelled;
  return count(EXIT.fault) > 0 ? EXIT.fault : count(EXIT.unsettled) > 0 ? EXIT.unsettled : EXIT.healthy;
}

interface Line {
  readonly exit: Exit;
  readonly line: string;
}

/** Nothing where the person stopped it. */
async function checkOne(target: Target, options: CheckOptions, json: boolean, io: Io): Promise<Line | undefined> {
  const examined = await examine(target, options, io);
  if (examined.cancelled) return undefined;
  const knowledge = await io.knowledge();
  const judgement = judge(knowledge.model, examined.facts);
  const exit = exitOf(examined, judgement.verdict);
  if (json) return { exit, line: JSON.stringify(checkJson(examined, judgement)) };
  return { exit, line: lineOf(examined, exit, judgement, knowledge, styleOf(io)) };
}

/** One host that breaks the program takes no other with it: it has its line, and that line says whose fault it is. */
async function brokenLine(target: Target, error: unknown, json: boolean, io: Io): Promise<Line> {
  const words = await ourFaultWords(error, io);
  const line = json
    ? JSON.stringify({ version: 1, target, fault: words })
    : `${terminalColumn(formatTarget(target), TARGET_COLUMNS)} ${words}`;
  return { exit: EXIT.unsettled, line };
}

function lineOf(
  { facts, target, elapsedMs }: Examined,
  exit: Exit,
  { lead }: Judgement,
  knowledge: Knowledge,
  style: Style,
): string {
  const path = lyingPath(pathOf(facts, knowledge, false).places, style);
  const key = isStandardOnly(facts.findings) ? 'healthy.line.standard' : 'healthy.line';
  const healthy = say(knowledge, key, { time: formatElapsed(elapsedMs) });
  const named = lead === undefined || lead.for.length === 0 ? undefined : knowledge.words.causes[lead.cause].title;
  const said =
    named === undefined
      ? say(knowledge, 'verdict.nothing')
      : exit === EXIT.unsettled
        ? say(knowledge, 'verdict.perhaps', { cause: named })
        : named;
  const words = exit === EXIT.healthy ? healthy : said;
  return `${terminalColumn(formatTarget(target), TARGET_COLUMNS)} ${path}  ${paint(style, exit === EXIT.healthy ? 'passed' : 'strong', words)}`;
}
