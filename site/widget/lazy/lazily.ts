/** A module that comes later: at hand without waiting once it is here. One copy serves every widget, as a browser's own modules do. */
export interface LazyModule<Module> {
  readonly now: () => Module | undefined;
  /** `undefined` where it cannot be had, for now. */
  readonly load: () => Promise<Module | undefined>;
}

export function lazily<Module>(bring: () => Promise<Module>): LazyModule<Module> {
  let here: Module | undefined;
  return {
    now: () => here,
    load: async () => (here ??= await bring().catch(() => undefined)),
  };
}
