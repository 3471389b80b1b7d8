/** The door for a stored case. It is a file of its own, so that a case goes on without all the readers. */
export { readCase } from '../../../machines/diagnosis/read-case.ts';
