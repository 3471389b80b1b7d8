/** The program's version; a test compares it with package.json, which the helper's TypeScript project does not read. */
export const PROGRAM_VERSION = '0.1.0';
