import type { AttackRow } from './row.ts';

/** Counts what held; what did not is named, so that a number below is never without its reason. */
export function countHeld(
  name: string,
  outcomes: readonly (readonly [title: string, problem: string | undefined])[],
): AttackRow {
  const broken = outcomes.filter(([, problem]) => problem !== undefined);
  const counted = { name, tried: outcomes.length, held: outcomes.length - broken.length };
  if (broken.length === 0) return counted;
  const shown = broken.slice(0, 5).map(([title, problem]) => `${title}: ${problem}`);
  return { ...counted, detail: [...shown, ...(broken.length > 5 ? ['…'] : [])].join('; ') };
}
