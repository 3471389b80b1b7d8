/** Chance with a seed: two runs print the same table. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The index of one weight, as often as it weighs. */
export function pick(weights: ArrayLike<number>, random: () => number): number {
  const list = Array.from(weights);
  let left = random() * list.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of list.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return list.length - 1;
}

export function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map(item => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
