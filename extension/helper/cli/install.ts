import { mendCommand, say } from '../../../machines/diagnosis/words.ts';
import type { Sentence } from '../../../machines/format.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { BROWSER_IDS, BROWSERS, type Browser, isBrowserId } from '../install/browsers.ts';
import { type Machine, thisMachine } from '../install/machine.ts';
import { isSandboxed, presentBrowsers } from '../install/presence.ts';
import { callOf, isForOnePerson, type PackageFormat } from '../install/program.ts';
import type { BrowserStatus } from '../install/proof.ts';
import { type Registration, register, removeProgram, unregister } from '../install/register.ts';
import { statusOfAll } from '../install/status.ts';
import { terminalText } from '../safe-text.ts';
import { readArguments, refuse, worded } from './arguments.ts';
import { type Command, EXIT, type Exit, type Io } from './command.ts';
import { paint, type Style, styleOf } from './paint.ts';

const OPTIONS = {
  browser: { type: 'string', multiple: true },
  // Registers with the one Chromium that was started with this `--user-data-dir`. For tests.
  'browser-dir': { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Asked {
  readonly machine: Machine;
  readonly browsers: readonly Browser[];
  readonly json: boolean;
}

/** Registers this program with the browsers that are there, or with the ones named. */
export const installCommand: Command = async (args, io) => {
  const asked = await readAsked('install', args, io);
  if ('exit' in asked) return asked.exit;
  const { machine, browsers } = asked;
  if (browsers.length === 0) return refuse(io, NO_BROWSER);
  for (const browser of browsers) {
    // What is written for it would be read by nobody.
    if (await isSandboxed(machine, browser)) continue;
    const registration = await register(machine, browser);
    if (registration.kind !== 'registered') io.err(await refusal(browser, registration, io));
  }
  return tell(asked, io);
};

/** Why a browser could not be registered; nothing was left half done. */
async function refusal(browser: Browser, registration: Registration, io: Io): Promise<string> {
  const knowledge = await io.knowledge();
  const words =
    registration.kind === 'unsafe'
      ? say(knowledge, `status.unsafe-${registration.weak.weakness}`, { file: registration.weak.file })
      : say(knowledge, 'install.registry-refused', { file: registration.file });
  const start = say(knowledge, 'install.refused', { browser: browser.title });
  return `${start} ${terminalText(words, MAX_PROOF)}\n`;
}

/** Takes every registration back that `install` made. */
export const uninstallCommand: Command = async (args, io) => {
  const asked = await readAsked('uninstall', args, io);
  if ('exit' in asked) return asked.exit;
  const { machine } = asked;
  const named = args.some(arg => arg.startsWith('--browser'));
  const browsers = named ? asked.browsers : BROWSERS;
  const { program } = machine;
  // What an installer placed only an installer takes away; its own list of programs would be wrong.
  if (program.kind === 'packaged' && isForOnePerson(program)) return refuse(io, await packageWords(program.format, io));
  const removed: Browser[] = [];
  for (const browser of browsers) removed.push(...(await unregister(machine, browser)));
  if (!named || machine.browserDir !== undefined) await removeProgram(machine);
  const names = removed.map(browser => browser.title).join(', ');
  const done: Sentence =
    names === '' ? { key: 'cli.install.not-registered' } : { key: 'cli.install.removed', values: { browsers: names } };
  io.out(`${await worded(io, done)}\n`);
  return program.kind === 'packaged' ? refuse(io, await packageWords(program.format, io)) : EXIT.healthy;
};

/** How the package goes that this program came with. */
async function packageWords(format: PackageFormat, io: Io): Promise<string> {
  return say(await io.knowledge(), `uninstall.${format}`);
}

/** Whether each browser reaches this program, in the words of the popup. */
export const statusCommand: Command = async (args, io) => {
  const asked = await readAsked('status', args, io);
  if ('exit' in asked) return asked.exit;
  return asked.browsers.length === 0 ? refuse(io, NO_BROWSER) : tell(asked, io);
};

const NO_BROWSER: Sentence = { key: 'cli.install.none', values: { known: BROWSER_IDS.join('|') } };

async function tell({ machine, browsers, json }: Asked, io: Io): Promise<Exit> {
  const all = await statusOfAll(machine, browsers);
  if (json) {
    const rows = all.map(({ browser, status }) => ({ browser: browser.id, ...status }));
    io.out(`${JSON.stringify({ version: 1, browsers: rows })}\n`);
  } else {
    const knowledge = await io.knowledge();
    const call = callOf(machine.program);
    for (const { browser, status } of all) io.out(paragraph(browser, status, knowledge, { style: styleOf(io), call }));
  }
  return all.every(({ status }) => status.state === 'ready') ? EXIT.healthy : EXIT.fault;
}

const INDENT = 10;
/** A path or what a program complained of; longer than any line that is read. */
const MAX_PROOF = 500;

/** The sentence and the way out as in the popup, then what only a program outside the browser can see. */
function paragraph(
  browser: Browser,
  { state, proof }: BrowserStatus,
  knowledge: Knowledge,
  { style, call }: { readonly style: Style; readonly call: string },
): string {
  const ready = state === 'ready';
  const mend =
    state === 'ready'
      ? []
      : [say(knowledge, `helper.${state}.mend`), ...mendCommand(knowledge, state, terminalText(call, MAX_PROOF))];
  const seen = ready ? [] : proof.map(({ key, values }) => terminalText(say(knowledge, key, values), MAX_PROOF));
  const lines = [
    paint(style, ready ? 'passed' : 'failed', say(knowledge, `helper.${state}`)),
    ...seen.map(line => paint(style, 'faint', line)),
    ...mend,
  ];
  return `${browser.title.padEnd(INDENT)}${lines.join(`\n${' '.repeat(INDENT)}`)}\n`;
}

async function readAsked(command: string, args: readonly string[], io: Io): Promise<Asked | { readonly exit: Exit }> {
  const parsed = await readArguments(command, args, OPTIONS, io);
  if (parsed === undefined) return { exit: EXIT.badInput };
  const { values, positionals } = parsed;
  const wrong = positionals[0];
  if (wrong !== undefined)
    return {
      exit: await refuse(io, { key: 'cli.usage.no-words', values: { command, word: terminalText(wrong, 40) } }),
    };
  const named = values.browser ?? [];
  const unknown = named.find(name => !isBrowserId(name));
  if (unknown !== undefined) {
    const values = { name: terminalText(unknown, 40), known: BROWSER_IDS.join(', ') };
    return { exit: await refuse(io, { key: 'cli.usage.no-browser', values }) };
  }
  const machine = thisMachine(io.env, values['browser-dir']);
  const browsers = await chosenBrowsers(machine, named);
  return { machine, browsers, json: values.json === true };
}

async function chosenBrowsers(machine: Machine, named: readonly string[]): Promise<readonly Browser[]> {
  if (named.length > 0) return BROWSERS.filter(browser => named.includes(browser.id));
  if (machine.browserDir !== undefined) return BROWSERS.filter(browser => browser.id === 'chromium');
  return presentBrowsers(machine);
}
