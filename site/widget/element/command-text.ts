/** A program or a cmdlet, and what it is given. Not in it: names alone, lines of a file, and the field of a record. */
const COMMAND = /^(?:[a-z][\w.-]*|[A-Z][a-z]+-[A-Z]\w*) (?!= )/;
/** Lines of an .rdp file, a filter and a header have the same form. */
const OTHER = /^(?:full|or|require-[\w-]+) |:[isb]:/;

/** Whether a piece of code in a sentence is something to type at a prompt, so that it is worth copying. */
export const isCommand = (text: string): boolean => COMMAND.test(text) && !OTHER.test(text);
