/** A module that comes later: at hand without waiting once it is here. One copy serves every widget, as a browser's own modules do. */
export interface LazyModule<Module> {
  readonly now: () => Module | undefined;
  /** `undefined` where it cannot be had, for now. */
  readonly load: () => Promise<Module | undefined>;
}

/** Nothing is fetched before the first `load`; one that failed is tried again by the next. */
export function lazily<Module>(bring: () => Promise<Module>): LazyModule<Module> {
  let here: Module | undefined;
  return {
    now: () => here,
    load: async () => (here ??= await bring().catch(() => undefined)),
  };
}
