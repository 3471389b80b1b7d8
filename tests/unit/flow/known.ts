import path from 'node:path';
import { loadStrings } from '../../../content/words.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { StageOutcome, StageReport } from '../../../machines/stage-report.ts';
import { isQuestionId, SOURCES, STAGES } from '../../../machines/vocabulary.ts';
import { knowledge as named } from '../../model/known.ts';

/** The real model and the real strings, under named questions and causes. */
export const knowledge: Knowledge = {
  ...named,
  words: {
    ...named.words,
    ui: await loadStrings(path.resolve(import.meta.dirname, '../../../content/en/ui.yaml')),
  },
};

/**
 * Facts in one line: `port: silent (probe) · vpn: connected` are findings, `name=passed 3 · port=failed 3001` are what a
 * check reported, with its milliseconds. Who is not named is the person.
 */
export function factsOf(script: string, more: Partial<Facts> = {}): Facts {
  const parts = script.split('·').map(part => part.trim());
  return {
    probe: true,
    asked: [],
    tried: [],
    findings: parts.filter(part => part.includes(':')).map(findingOf),
    stages: parts.filter(part => part.includes('=')).map(reportOf),
    ...more,
  };
}

function findingOf(part: string): Finding {
  const [, question = '', answer = '', by = 'person'] = /^([\w-]+): ([\w:.-]+)(?: \((.+)\))?$/.exec(part) ?? [];
  const source = SOURCES.find(one => one === by);
  if (!isQuestionId(question) || source === undefined) throw new Error(`no finding: ${part}`);
  return { question, answer, source };
}

const OUTCOMES: readonly StageOutcome[] = ['running', 'passed', 'failed', 'unknown', 'skipped'];

function reportOf(part: string): StageReport {
  const [, name, word, ms] = /^(\w+)=(\w+)(?: (\d+))?$/.exec(part) ?? [];
  const stage = STAGES.find(one => one === name);
  const outcome = OUTCOMES.find(one => one === word);
  if (stage === undefined || outcome === undefined) throw new Error(`no stage report: ${part}`);
  return { stage, outcome, ...(ms === undefined ? {} : { elapsedMs: Number(ms) }) };
}
