/** Decodes a stored case. A chunk of its own, so that a case resumes without loading all the readers. */
export { readCase } from '../../../machines/diagnosis/read-case.ts';
