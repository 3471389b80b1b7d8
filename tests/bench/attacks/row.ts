/** One kind of attack: how often it was tried, and how often what it aimed at held. */
export interface AttackRow {
  readonly name: string;
  readonly tried: number;
  readonly held: number;
  /** The first that did not hold, or what was measured beside. */
  readonly detail?: string;
}

/** Counts the attempts that held and names the first that did not; one that throws did not hold. */
export async function rowOf<T>(
  name: string,
  attempts: readonly T[],
  holds: (attempt: T) => boolean | Promise<boolean>,
  nameOf: (attempt: T) => string = attempt => JSON.stringify(attempt),
): Promise<AttackRow> {
  const broken: string[] = [];
  for (const attempt of attempts) {
    const told = await Promise.resolve()
      .then(() => holds(attempt))
      .then(
        held => (held ? undefined : nameOf(attempt)),
        error => `${nameOf(attempt)}: ${error}`,
      );
    if (told !== undefined) broken.push(told.slice(0, 300));
  }
  const [first] = broken;
  return { name, tried: attempts.length, held: attempts.length - broken.length, ...(first && { detail: first }) };
}
