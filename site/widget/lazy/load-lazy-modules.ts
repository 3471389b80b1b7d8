/** What is needed once something is pasted or handed over. */
export type LazyModules = typeof import('./later.ts');

/** What the browser keeps as a module, at hand without waiting. */
let loaded: LazyModules | undefined;

/** The parts that come later, once they are here. */
export const lazyModulesNow = (): LazyModules | undefined => loaded;

/** Brings the parts that come later; `undefined` where they cannot be had, for now. One copy serves every widget. */
export async function loadLazyModules(): Promise<LazyModules | undefined> {
  loaded ??= await import('./later.ts').catch(() => undefined);
  return loaded;
}
