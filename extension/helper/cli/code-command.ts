import { lookUpCode } from '../../../machines/codes/look-up.ts';
import { SURFACES } from '../../../machines/vocabulary.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse } from './arguments.ts';
import { codeJson, codeText } from './code.ts';
import { type Command, EXIT } from './command.ts';

const OPTIONS = { surface: { type: 'string' }, json: { type: 'boolean' } } as const;

/** What a code or a message means, on every surface that has it. Ends with 3 where nothing like it is known. */
export const codeCommand: Command = async (args, io) => {
  const parsed = await readArguments('code', numbersAsWords(args), OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const text = positionals.join(' ').trim();
  if (text === '') return refuse(io, { key: 'cli.usage.no-code' });
  const surface = SURFACES.find(known => known === values.surface);
  if (values.surface !== undefined && surface === undefined)
    return refuse(io, {
      key: 'cli.usage.no-surface',
      values: { name: terminalText(values.surface, 40), known: SURFACES.join(', ') },
    });
  const knowledge = await io.knowledge();
  const { codes } = knowledge.model;
  io.out(values.json === true ? codeJson(codes, text, surface) : codeText(knowledge, text, surface));
  return lookUpCode(codes, text, surface).length > 0 ? EXIT.healthy : EXIT.unsettled;
};

/** A negative number is a code and no option: it goes behind `--`. */
function numbersAsWords(args: readonly string[]): readonly string[] {
  const isNumber = (arg: string) => /^-\d+$/.test(arg);
  if (args.includes('--') || !args.some(isNumber)) return args;
  return [...args.filter(arg => !isNumber(arg)), '--', ...args.filter(isNumber)];
}
