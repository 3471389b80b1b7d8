import { formatTarget } from '../../machines/target/target.ts';
import type { CaseRecord } from './case-record.ts';

/** What tells a case from others: the remote PC, else the code, in whatever words the page has for one. */
export function nameOf(
  { saved }: Pick<CaseRecord, 'saved'>,
  codeWords: (id: string) => string | undefined,
): string | undefined {
  if (saved.target !== undefined) return formatTarget(saved.target);
  const code = saved.findings.find(({ question, answer }) => question === 'code' && answer !== 'none')?.answer;
  return code === undefined ? undefined : codeWords(code);
}
