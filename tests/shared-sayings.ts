import { loadSayings } from '../content/sayings.ts';

/** The real sayings, read and checked once for all test files of a worker. */
export const sayings = await loadSayings();
