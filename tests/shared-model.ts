import { loadModel } from '../content/knowledge.ts';

/** The real model, read and checked once for all test files of a worker. */
export const model = await loadModel();
