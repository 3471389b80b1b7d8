import { SURFACES, type Surface } from '../../../machines/vocabulary.ts';
import { readArguments, refuse } from './arguments.ts';
import { codeJson, codeText } from './code.ts';
import { type Command, EXIT } from './command.ts';

const OPTIONS = { surface: { type: 'string' }, json: { type: 'boolean' } } as const;
const MAX_CHARACTERS = 65_536;

/** What a code or a message means, on every surface that has it. Nothing found is a fault of nobody: exit code 3. */
export const codeCommand: Command = async (args, io) => {
  const parsed = readArguments('code', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  const text = positionals.join(' ').trim();
  if (text === '') return refuse(io, 'Which code or message? Give one: reconnect code 0x4.');
  if (text.length > MAX_CHARACTERS) return refuse(io, 'This text is too long: 65,536 characters at most.');
  const surface = SURFACES.find((known): known is Surface => known === values.surface);
  if (values.surface !== undefined && surface === undefined)
    return refuse(io, `--surface takes one of: ${SURFACES.join(', ')}.`);
  const knowledge = await io.knowledge();
  const json = codeJson(knowledge.model.codes, text, surface);
  io.out(values.json === true ? json : codeText(knowledge, text, surface));
  return json === '[]\n' ? EXIT.unsettled : EXIT.healthy;
};
