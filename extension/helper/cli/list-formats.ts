import type { Judgement } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import { isStandardOnly } from '../../../machines/inference/health.ts';
import type { Knowledge, Model } from '../../../machines/knowledge.ts';
import { formatTarget, type Target } from '../../../machines/target/target.ts';
import { influxLine } from '../monitoring/influx.ts';
import { type Measurement, measurementOf } from '../monitoring/measurement.ts';
import { terminalColumn } from '../safe-text.ts';
import { checkJson } from './check-json.ts';
import type { Format } from './check-options.ts';
import { EXIT, type Exit } from './command.ts';
import type { Examined } from './examined.ts';
import { paint, type Style } from './paint.ts';
import { lyingPath } from './path-picture.ts';

const TARGET_COLUMNS = 28;
/** A metric stands together with those of all hosts, so they are kept until the last one: no more than these. */
const MOST_KEPT = 10_000;

/** How the hosts of a list are printed. */
export interface ListFormat {
  /** Standard output is read by a program: the summary goes to standard error. */
  readonly forPrograms: boolean;
  /** A host's line, without its end; nothing where the format prints them all at the end. */
  readonly line: (examined: Examined, exit: Exit, judgement: Judgement) => string | undefined;
  /** The line of a host on which a fault of ours broke the check; where the format has none, it is told on standard error. */
  readonly broken?: (target: Target, words: string) => string;
  /** What follows the last host. */
  readonly end?: () => Promise<ListEnding>;
}

interface ListEnding {
  readonly text: string;
  /** Hosts that were checked and do not stand in the text. */
  readonly leftOut: number;
}

/** A line for a person to read: the host, how far the way to it is fine, and what is wrong. */
export function textFormat(knowledge: Knowledge, style: Style): ListFormat {
  const titled = (target: Target) => terminalColumn(formatTarget(target), TARGET_COLUMNS);
  return {
    forPrograms: false,
    broken: (target, words) => `${titled(target)} ${words}`,
    line: (examined, exit, judgement) => {
      const path = lyingPath(pathOf(examined.facts, knowledge, false).places, style);
      const words = shortVerdict(examined, exit, judgement, knowledge);
      return `${titled(examined.target)} ${path}  ${paint(style, exit === EXIT.healthy ? 'passed' : 'strong', words)}`;
    },
  };
}

/** What is wrong with a host, in one line. */
export function shortVerdict(
  { facts, elapsedMs }: Examined,
  exit: Exit,
  { lead }: Judgement,
  knowledge: Knowledge,
): string {
  if (exit === EXIT.healthy) {
    const key = isStandardOnly(facts.findings) ? 'healthy.line.standard' : 'healthy.line';
    return say(knowledge, key, { time: formatElapsed(elapsedMs, knowledge.language) });
  }
  if (lead === undefined || lead.for.length === 0) return say(knowledge, 'verdict.nothing');
  const { title } = knowledge.words.causes[lead.cause];
  return exit === EXIT.unsettled ? say(knowledge, 'verdict.perhaps', { cause: title }) : title;
}

/** The formats that programs read; a new one for each run, since metrics are gathered in it. */
export function listFormat(format: Format, model: Model): ListFormat {
  const measured = (examined: Examined, { verdict }: Judgement) => measurementOf(examined, verdict, model);
  const kept: Measurement[] = [];
  let leftOut = 0;
  switch (format) {
    case 'json':
      return {
        forPrograms: true,
        line: (examined, _, judgement) => JSON.stringify(checkJson(examined, judgement)),
        broken: (target, fault) => JSON.stringify({ version: 1, target, fault }),
      };
    case 'influx':
      return {
        forPrograms: true,
        line: (examined, _, judgement) => influxLine(measured(examined, judgement)),
      };
    case 'openmetrics':
      return {
        forPrograms: true,
        line: (examined, _, judgement) => {
          if (kept.length < MOST_KEPT) kept.push(measured(examined, judgement));
          else leftOut++;
          return undefined;
        },
        end: async () => {
          const { metricsOf } = await import('../monitoring/metrics.ts');
          const { text } = await metricsOf(kept, { openMetrics: true, named: true });
          return { text, leftOut };
        },
      };
  }
}
