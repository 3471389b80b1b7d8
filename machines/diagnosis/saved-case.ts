import type { Facts } from './context.ts';

/** A case as it is kept between two visits: JSON, and nothing that is not needed to go on. */
export interface SavedCase extends Omit<Facts, 'intake' | 'returning'> {
  readonly version: 1;
  readonly screen: string;
}

/** `value` is that of the snapshot: the name of the state, or its parent's name above it. */
export function saveCase(snapshot: { readonly value: unknown; readonly context: Facts }): SavedCase {
  const { intake: _pasted, returning: _done, ...facts } = snapshot.context;
  return { version: 1, screen: topState(snapshot.value), ...facts };
}

/** The screen's name out of a state value: `verifying` for `{ verifying: 'trying' }`. */
export function topState(value: unknown): string {
  return typeof value === 'string' ? value : (Object.keys(Object(value))[0] ?? '');
}
