/** One kind of attack: how many of them were tried, and how many held. `detail` names those that did not. */
export interface Attempt {
  readonly name: string;
  readonly tried: number;
  readonly held: number;
  readonly detail?: string;
}

/** Counts what held; what did not is named, so that a number below is never without its reason. */
export function countHeld(
  name: string,
  outcomes: readonly (readonly [title: string, problem: string | undefined])[],
): Attempt {
  const broken = outcomes.filter(([, problem]) => problem !== undefined);
  const counted = { name, tried: outcomes.length, held: outcomes.length - broken.length };
  if (broken.length === 0) return counted;
  const shown = broken.slice(0, 5).map(([title, problem]) => `${title}: ${problem}`);
  return { ...counted, detail: [...shown, ...(broken.length > 5 ? ['…'] : [])].join('; ') };
}
