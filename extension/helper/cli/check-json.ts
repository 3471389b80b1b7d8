import type { Judgement } from '../../../machines/diagnosis/judgement.ts';
import { STAGES } from '../../../machines/vocabulary.ts';
import type { Examined } from './examined.ts';
import { verdictToJson } from './verdict-json.ts';

/** `check --json`, version 1. Add to it freely; change it only with a version. */
export function checkJson(
  { target, facts, connections, elapsedMs }: Examined,
  { verdict, next }: Pick<Judgement, 'verdict' | 'next'>,
): object {
  return {
    version: 1,
    target,
    stages: STAGES.flatMap(stage => facts.stages.find(report => report.stage === stage) ?? []),
    findings: facts.findings,
    verdict: verdictToJson(verdict),
    next: next ?? null,
    connections,
    elapsedMs,
  };
}
