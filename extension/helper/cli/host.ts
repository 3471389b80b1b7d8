import { toneOf } from '../../../machines/answers.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import { openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { say, seenWords } from '../../../machines/diagnosis/words.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { SelfCheck } from '../host/self-check.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse, worded } from './arguments.ts';
import { type Command, EXIT, type Exit } from './command.ts';
import { paint, type Style, styleOf } from './paint.ts';
import { verdictToJson } from './verdict-json.ts';
import { faultText } from './verdict-text.ts';

const SIGN = {
  good: ['passed', '✓', '+'],
  bad: ['failed', '✗', '-'],
  warning: ['unknown', '!', '!'],
  neutral: ['unknown', '·', '.'],
} as const;

/** Looks at this machine as an RDP host. Ends with 0 where nothing is wrong, 1 for a fault, 3 where too little is seen. */
export const hostCommand: Command = async (args, io) => {
  const parsed = await readArguments('host', args, { json: { type: 'boolean' } }, io);
  if (parsed === undefined) return EXIT.badInput;
  if (parsed.positionals.length > 0) return refuse(io, { key: 'cli.usage.host-words' });
  const seen = await io.selfCheck(io.signal);
  if (io.signal.aborted) {
    io.err(`${await worded(io, { key: 'cli.host.stopped' })}\n`);
    return EXIT.cancelled;
  }
  const knowledge = await io.knowledge();
  const facts: Facts = openCase({ probe: false, findings: seen.findings });
  if (parsed.values.json === true) io.out(`${JSON.stringify(hostJson(seen, facts, knowledge))}\n`);
  else io.out(hostText(seen, facts, knowledge, styleOf(io), io.columns));
  return exitOf(seen, knowledge);
};

function exitOf({ findings }: SelfCheck, knowledge: Knowledge): Exit {
  if (findings.some(finding => toneOf(knowledge.model, finding) === 'bad')) return EXIT.fault;
  return findings.some(({ question }) => question === 'listener') ? EXIT.healthy : EXIT.unsettled;
}

/** `host --json`, version 1. */
function hostJson(seen: SelfCheck, facts: Facts, { model }: Knowledge): object {
  const { platform, looked, findings } = seen;
  const { verdict, next } = judge(model, facts);
  return {
    version: 1,
    createdAt: new Date().toISOString(),
    platform,
    commands: looked,
    findings: [...findings, ...quiet(seen)],
    verdict: verdictToJson(verdict),
    next: next ?? null,
  };
}

/** By itself it says nothing: it counts in the case of a device that tried within these minutes. */
function quiet({ quietMinutes }: SelfCheck): readonly Finding[] {
  if (quietMinutes === undefined) return [];
  return [{ question: 'host-log', answer: 'nothing-arrived', source: 'host', detail: { minutes: quietMinutes } }];
}

function hostText(seen: SelfCheck, facts: Facts, knowledge: Knowledge, style: Style, columns: number): string {
  const { findings, looked } = seen;
  const seenLines = findings.map(finding => {
    const [ink, unicode, plain] = SIGN[toneOf(knowledge.model, finding)];
    return `  ${paint(style, ink, style.unicode ? unicode : plain)} ${terminalText(seenWords(knowledge, finding))}`;
  });
  const bad = findings.some(finding => toneOf(knowledge.model, finding) === 'bad');
  const view = bad ? verdictOf(judge(knowledge.model, facts), facts, knowledge) : undefined;
  const width = Math.max(...looked.map(({ command }) => Math.min(command.length, 60)));
  const commands = looked.map(({ command, outcome }) => {
    const row = `  ${terminalText(command, 60).padEnd(width)}  ${say(knowledge, `cli.host.outcome.${outcome}`)}`;
    return paint(style, 'faint', row);
  });
  return `${[
    paint(style, 'strong', say(knowledge, 'cli.host.title')),
    '',
    ...(seenLines.length > 0 ? seenLines : [`  ${say(knowledge, 'cli.host.nothing')}`]),
    '',
    ...(view === undefined ? [say(knowledge, endKey(seen))] : [...faultText(view, facts, knowledge, style, columns)]),
    '',
    say(knowledge, 'cli.host.looked'),
    ...commands,
  ].join('\n')}\n`;
}

function endKey({ findings }: SelfCheck): string {
  return findings.some(({ question }) => question === 'listener') ? 'cli.host.ready' : 'cli.host.too-little';
}
