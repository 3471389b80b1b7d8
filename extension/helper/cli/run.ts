import { terminalText } from '../safe-text.ts';
import { surviveFaults } from '../survive-faults.ts';
import { PROGRAM_VERSION } from '../version.ts';
import { refuse } from './arguments.ts';
import { type Command, EXIT, type Exit, type Io } from './command.ts';
import { helpText } from './help.ts';
import { nearestLanguage, systemLanguage, takeLanguage } from './language.ts';
import { ourFaultWords } from './our-fault.ts';

/** Each command is loaded when it is asked for, so that a check does not wait for the rest. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  read: async () => (await import('./read-command.ts')).readCommand,
  explain: async () => (await import('./explain-command.ts')).explainCommand,
  code: async () => (await import('./code-command.ts')).codeCommand,
  host: async () => (await import('./host.ts')).hostCommand,
  exporter: async () => (await import('./exporter.ts')).exporterCommand,
  watch: async () => (await import('./watch.ts')).watchCommand,
  install: async () => (await import('./install.ts')).installCommand,
  uninstall: async () => (await import('./install.ts')).uninstallCommand,
  status: async () => (await import('./install.ts')).statusCommand,
  practice: async () => (await import('./practice.ts')).practiceCommand,
};

/** The whole command line on any `Io`: words in, exit code out. */
export async function runWords(words: readonly string[], io: Io): Promise<Exit> {
  const [name, ...args] = words;
  if (name === undefined) {
    io.err(helpText(await io.knowledge()));
    return EXIT.badInput;
  }
  if (['help', '--help', '-h'].includes(name) || args.some(arg => arg === '--help' || arg === '-h')) {
    io.out(helpText(await io.knowledge(), name.startsWith('-') || name === 'help' ? args[0] : name));
    return EXIT.healthy;
  }
  if (name === '--version') {
    io.out(`${PROGRAM_VERSION}\n`);
    return EXIT.healthy;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) return refuse(io, { key: 'cli.usage.no-command', values: { name: terminalText(name, 40) } });
  try {
    return await (await load())(args, io);
  } catch (error) {
    // A person gets a sentence and no stack; nothing is known of what they asked.
    io.err(`${await ourFaultWords(error, io)}\n`);
    return EXIT.unsettled;
  }
}

/** The command line of this process, with its streams, its terminal and its Ctrl-C. */
export async function runCommandLine(given: readonly string[]): Promise<void> {
  const { words, asked } = takeLanguage(given);
  const stop = new AbortController();
  // The first Ctrl-C lets the command close its sockets, the second one does not wait for that.
  process.on('SIGINT', () => (stop.signal.aborted ? process.exit(EXIT.cancelled) : stop.abort()));
  process.once('SIGTERM', () => stop.abort());
  surviveFaults();
  let hasInput = false;
  const io: Io = {
    out: text => void standardOutput().write(text),
    drained: () => drained(standardOutput()),
    keepSmall: async () => (await import('../many/keep-small.ts')).keepSmall(),
    err: text => void process.stderr.write(text),
    input: () => {
      hasInput = true;
      return process.stdin;
    },
    env: process.env,
    // Looked at only when asked for: Node takes as long to open its streams as a packet takes through a building.
    get terminal() {
      return standardOutput().isTTY === true;
    },
    // A terminal that does not know its width says 0.
    get columns() {
      return standardOutput().columns || 80;
    },
    signal: stop.signal,
    knowledge: async () => {
      const { knowledgeIn, languages } = await import('../knowledge.ts');
      return knowledgeIn(nearestLanguage(asked ?? systemLanguage(process.env), languages) ?? '');
    },
    sayings: async () => (await import('../sayings.ts')).sayings,
    check: async (target, options) => (await import('../check.ts')).check(target, options),
    selfCheck: async signal => {
      const [{ selfCheck }, { runCommand }] = await Promise.all([
        import('../host/self-check.ts'),
        import('../host/run-command.ts'),
      ]);
      return selfCheck(command => runCommand(command, signal), process.platform);
    },
  };
  process.exitCode = (await isDoubleClick(words, io))
    ? await (await import('./opened.ts')).runOpened(io)
    : ((await refuseLanguage(asked, io)) ?? (await runWords(words, io)));
  // Standard input that nobody reads any more would keep the process; a check never opens it.
  if (hasInput) process.stdin.unref?.();
}

/** Who asks for a language by its name is told that it is not there; whose system speaks it gets English. */
async function refuseLanguage(asked: string | undefined, io: Io): Promise<Exit | undefined> {
  if (asked === undefined) return undefined;
  const { languages } = await import('../knowledge.ts');
  if (nearestLanguage(asked, languages) !== undefined) return undefined;
  const values = { name: terminalText(asked, 40), known: languages.join(', ') };
  return refuse(io, { key: 'cli.usage.no-language', values });
}

/** Asked only where there are no words, so that a command does not wait for the answer. */
async function isDoubleClick(words: readonly string[], io: Io): Promise<boolean> {
  if (words.length > 0) return false;
  const [{ thisMachine }, { isOpenedFromFileManager }] = await Promise.all([
    import('../install/machine.ts'),
    import('../invocation.ts'),
  ]);
  const { platform, home, program } = thisMachine(io.env);
  return isOpenedFromFileManager({
    kind: program.kind,
    platform,
    words,
    terminal: io.terminal && process.stdin.isTTY === true,
    calledAs: process.argv0,
    cwd: process.cwd(),
    home,
    env: io.env,
  });
}

async function drained(output: typeof process.stdout): Promise<void> {
  if (output.writableNeedDrain) await new Promise<void>(resolve => output.once('drain', resolve));
}

function standardOutput(): typeof process.stdout {
  // A reader that goes away (`| head`) is no fault.
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => process.exit());
  return process.stdout;
}
