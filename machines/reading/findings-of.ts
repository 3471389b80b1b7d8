import type { Finding } from '../findings.ts';
import type { Observation } from './observation.ts';
import type { Seen } from './select.ts';

export const MAX_FINDINGS = 64;

/** What was selected, as findings: one an answer, the last that told it. */
export function findingsOf(selected: readonly Seen[]): Finding[] {
  const ordered = selected
    .flatMap(one => one.observations.map(observation => ({ reader: one.reader, observation })))
    .sort((a, b) => a.observation.at - b.observation.at);
  const kindKnown = ordered.some(
    ({ observation: o }) => o.question === 'port' && o.answer !== 'closed' && o.answer !== 'open',
  );
  const hasPath = ordered.some(({ observation: o }) => o.question === 'path');
  const findings = new Map<string, Finding>();
  for (const { reader, observation: o } of ordered) {
    // `closed` means shut, kind unknown: another tool in the same text knows the kind.
    if (o.question === 'port' && o.answer === 'closed' && kindKnown) continue;
    // The quality of a way that is itself in doubt says nothing.
    if (o.question === 'quality' && !hasPath) continue;
    const key = `${o.question} ${o.answer}`;
    findings.delete(key);
    if (findings.size < MAX_FINDINGS) findings.set(key, findingOf(reader, o));
  }
  return [...findings.values()];
}

function findingOf(reader: string, o: Observation): Finding {
  const host = o.hosts?.[0];
  const detail = {
    tool: reader,
    ...(host !== undefined && { host }),
    ...(o.port !== undefined && { port: o.port }),
    ...o.detail,
  };
  return {
    question: o.question,
    answer: o.answer,
    source: 'transcript',
    ...(o.elapsedMs !== undefined && { elapsedMs: o.elapsedMs }),
    detail,
  };
}
