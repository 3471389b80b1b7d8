type LaterParts = typeof import('./later.ts');

let loaded: LaterParts | undefined;

/** The parts that come later, where they are here already. */
export const laterParts = (): LaterParts | undefined => loaded;

/** Brings the parts that come later; `undefined` where they cannot be had, for now. One copy serves every widget. */
export async function loadLaterParts(): Promise<LaterParts | undefined> {
  loaded ??= await import('./later.ts').catch(() => undefined);
  return loaded;
}
