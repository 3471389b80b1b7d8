import type { Finding } from '../../../machines/findings.ts';
import { isAnswer, isQuestionId, SOURCES, type Source } from '../../../machines/vocabulary.ts';

/**
 * `'port: silent · path: answers'` as findings of a person. Another source stands in brackets: `port: open [probe]`.
 * Throws on a word that is not in the vocabulary, so that no row can pass by a typing error.
 */
export function findingsOf(script: string): readonly Finding[] {
  return script
    .split(' · ')
    .filter(part => part !== '')
    .map(findingOf);
}

function findingOf(part: string): Finding {
  const match = /^([\w-]+): ([^[\]]+?)(?: \[([\w-]+)\])?$/.exec(part);
  const [, question = '', answer = '', from = 'person'] = match ?? [];
  const source = SOURCES.find(known => known === from);
  if (!isQuestionId(question) || !isAnswer(question, answer) || source === undefined) {
    throw new Error(`not a finding: ${part}`);
  }
  return finding(question, answer, source);
}

export function finding(question: Finding['question'], answer: string, source: Source = 'person'): Finding {
  return { question, answer, source };
}

/** What a check of a Windows host that is well reports. */
export const ALL_GREEN =
  'name: resolves [probe] · port: open [probe] · service: rdp [probe] · security: nla [probe] · tls: untrusted [probe] · nla: answered [probe] · clock: ok [probe] · identity: expected [probe]';
