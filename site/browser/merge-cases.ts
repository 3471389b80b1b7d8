import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Finding } from '../../machines/findings.ts';

/**
 * Two tabs may hold one case. What this tab changed since it last saw the case (`base` → `mine`) is done to what stands
 * in the store (`theirs`), so that neither loses an answer. Where both changed the same, the later one stands.
 */
export function mergeSaved(base: SavedCase, mine: SavedCase, theirs: SavedCase): SavedCase {
  const merged: Record<string, unknown> = {};
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  for (const name of names) {
    const value: unknown = Reflect.get(same(base, mine, name) ? theirs : mine, name);
    if (value !== undefined) merged[name] = value;
  }
  return {
    ...merged,
    version: 1,
    screen: mine.screen,
    probe: mine.probe,
    stages: same(base, mine, 'stages') ? theirs.stages : mine.stages,
    findings: mergeFindings(base.findings, mine.findings, theirs.findings),
    asked: mergeIds(base.asked, mine.asked, theirs.asked),
    tried: mergeIds(base.tried, mine.tried, theirs.tried),
  };
}

function same(base: SavedCase, mine: SavedCase, name: string): boolean {
  return JSON.stringify(Reflect.get(base, name)) === JSON.stringify(Reflect.get(mine, name));
}

function mergeIds<Id extends string>(base: readonly Id[], mine: readonly Id[], theirs: readonly Id[]): readonly Id[] {
  const removed = base.filter(id => !mine.includes(id));
  const added = mine.filter(id => !base.includes(id) && !theirs.includes(id));
  return [...theirs.filter(id => !removed.includes(id)), ...added];
}

const keyOf = ({ question, answer, source }: Finding): string => `${question} ${answer} ${source}`;
const isSaid = ({ source }: Finding): boolean => source !== 'probe' && source !== 'host';

function mergeFindings(
  base: readonly Finding[],
  mine: readonly Finding[],
  theirs: readonly Finding[],
): readonly Finding[] {
  const text = (findings: readonly Finding[]) => new Map(findings.map(one => [keyOf(one), JSON.stringify(one)]));
  const [was, is] = [text(base), text(mine)];
  const added = mine.filter(one => was.get(keyOf(one)) !== is.get(keyOf(one)));
  // The person's newest word on a question replaces an older one, as it does within one tab.
  const answered = new Set(added.filter(({ source }) => source === 'person').map(({ question }) => question));
  const kept = theirs.filter(one => {
    const key = keyOf(one);
    if (added.some(other => keyOf(other) === key) || (was.has(key) && !is.has(key))) return false;
    return is.has(key) || !(isSaid(one) && answered.has(one.question));
  });
  return [...kept, ...added];
}
