/** Mulberry32: the same bytes in every run, so that what was found can be found again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A well-formed input with some bytes changed, cut out, repeated or added; now and then nothing but noise. */
export function mutate(seeds: readonly Uint8Array[], random: () => number): Uint8Array {
  const pick = (below: number) => Math.floor(random() * below);
  if (random() < 0.1) return Uint8Array.from({ length: pick(600) }, () => pick(256));
  const bytes = [...(seeds[pick(seeds.length)] ?? [])];
  for (let changes = 1 + pick(6); changes > 0; changes--) {
    const at = pick(bytes.length + 1);
    const kind = pick(5);
    if (kind === 0) bytes[at] = pick(256);
    else if (kind === 1) bytes.splice(at, 1 + pick(8));
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, at + pick(32)));
    else if (kind === 3) bytes.splice(at, 0, ...Array.from({ length: pick(8) }, () => pick(256)));
    else bytes[at] = [0, 1, 0x7f, 0x80, 0xff][pick(5)] ?? 0;
  }
  return Uint8Array.from(bytes, byte => byte ?? 0);
}
