/** The program's version; a test holds it against package.json, which the helper's world does not read. */
export const PROGRAM_VERSION = '0.1.0';
