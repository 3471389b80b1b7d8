import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BROWSER_IDS, BROWSERS, type BrowserId } from '../../extension/helper/install/browsers.ts';
import { launching } from '../../extension/helper/install/greet.ts';
import { extensionsIn, parseManifest } from '../../extension/helper/install/manifest.ts';
import { DOWNLOAD_FILES } from '../../extension/wire/downloads.ts';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../extension/wire/frames.ts';
import { NATIVE_HOST } from '../../extension/wire/identity.ts';
import { decodeReply } from '../../extension/wire/replies.ts';
import { WIRE_VERSION } from '../../extension/wire/requests.ts';
import { type Check, expectNone } from './acceptance.ts';
import { expectScriptsConclusions, SCRIPT } from './practice-hosts.ts';
import { isThere, make, uuidOf } from './release.ts';
import { WINDOWS_NODE, type WindowsOutcome, type WindowsRun, type Wine } from './wine.ts';

const EXECUTABLE = 'C:\\Downloads\\reconnect.exe';
const SCRIPT_THERE = 'C:\\Downloads\\reconnect.mjs';
const NSIS_FOLDER = (home: string) => `${home}\\AppData\\Local\\Programs\\Reconnect`;
const MSI_FOLDER = 'C:\\Program Files\\Reconnect';

/** Names of people that batch files, code pages and command lines have broken on before. */
const HARD_NAMES = ['Ann Lee', 'R&D', '100% Ann', 'a^b!c', "x;y=z O'Neil (IT)", 'Jörg Müller', 'Łukasz', '李雷'];

/** Wine's cmd takes the percent sign in `%~dp0` for that of a variable; Microsoft's reads what it has put in no more. */
const NOT_FOR_WINE_CMD = /%/;

/** Every program that ours starts on Windows, and those that a shell would look for. */
const PLANTED = ['cmd', 'netstat', 'ping', 'powershell', 'qwinsta', 'reg', 'sc', 'wevtutil', 'chcp', 'node', 'where'];

/** Wine's ping cannot forbid that a packet is split, so that nothing is learnt about large ones. */
const NO_WHOLE_PACKETS = ['tls-stalls'];

type OpenWine = () => Promise<Wine | { readonly skipped: string }>;

/** What Windows programs of the release do, in Wine: its own Windows, not Microsoft's. */
export function windowsChecks(open: OpenWine): readonly Check[] {
  const inWine = (name: string, run: (wine: Wine, folder: string) => Promise<string>): Check => ({
    name: `Windows (Wine): ${name}`,
    async run(folder) {
      const wine = await open();
      if ('skipped' in wine) return wine;
      await mkdir(wine.at('C:\\Downloads'), { recursive: true });
      await copyFile(path.join(folder, 'reconnect-windows-x64.exe'), wine.at(EXECUTABLE));
      await copyFile(SCRIPT, wine.at(SCRIPT_THERE));
      return `${await run(wine, folder)}, ${wine.version}`;
    },
  });
  return [
    inWine('the executable says of every practice host what the script says on Linux', wine =>
      expectScriptsConclusions(async commands => {
        const outcomes = await wine.run(commands.map(words => ({ file: EXECUTABLE, words })));
        return outcomes.map(({ stdout, stderr }) => stdout.toString() || stderr);
      }, NO_WHOLE_PACKETS),
    ),
    inWine('install, hello as browsers say it, status and uninstall, for hard names of people', async wine => {
      const forScript = HARD_NAMES.filter(name => !NOT_FOR_WINE_CMD.test(name));
      for (const name of HARD_NAMES) await installAndUninstall(wine, name, 'executable');
      for (const name of forScript) await installAndUninstall(wine, name, 'script');
      return `${HARD_NAMES.length} names, of the script ${forScript.length}: Wine's cmd cannot name its own folder with a percent sign`;
    }),
    inWine('programs that lie in the current folder are never started', tryPlantedPrograms),
    inWine('the installer for one person goes in, browsers reach it, and it leaves nothing', tryInstaller),
    inWine('the package for a machine goes in, browsers reach it, and it leaves nothing', tryMsi),
  ];
}

/** A person whose browsers were started once, and the variables that Windows sets for them. */
async function createPerson(
  wine: Wine,
  name: string,
  ids: readonly BrowserId[] = BROWSER_IDS,
): Promise<Readonly<Record<string, string>>> {
  const home = `C:\\users\\${name}`;
  for (const file of BROWSERS.flatMap(({ id, started }) => (ids.includes(id) ? started.win32 : []))) {
    const there = wine.at(`${home}\\${file.replaceAll('/', '\\')}`);
    await mkdir(path.dirname(there), { recursive: true });
    await writeFile(there, '{}');
  }
  const temporary = `${home}\\AppData\\Local\\Temp`;
  await mkdir(wine.at(temporary), { recursive: true });
  return {
    USERPROFILE: home,
    LOCALAPPDATA: `${home}\\AppData\\Local`,
    APPDATA: `${home}\\AppData\\Roaming`,
    TEMP: temporary,
    TMP: temporary,
  };
}

async function installAndUninstall(wine: Wine, name: string, kind: 'executable' | 'script'): Promise<void> {
  // One of each family: what differs among the others is tried with the installers.
  const ids = ['chrome', 'firefox'] as const;
  const env = await createPerson(wine, name, ids);
  const program = (file: string): WindowsRun =>
    kind === 'script' ? { file: WINDOWS_NODE, words: [SCRIPT_THERE], env } : { file, words: [], env };
  const call = (word: string, file = EXECUTABLE) => {
    const run = program(file);
    return runOne(wine, { ...run, words: [...run.words, word] });
  };
  const who = `${kind} of ${name}`;
  const own = `C:\\users\\${name}\\AppData\\Local\\Reconnect`;
  // What it says of the browsers is asked again below: on a busy machine the script takes longer than it waits.
  const { stderr } = await call('install');
  if (stderr !== '') throw new Error(`${who}: install says ${stderr}`);
  await expectHello(wine, { env, who });
  await expectReady(wine, who, { run: program(EXECUTABLE), ids });
  expectQuietSuccess(`${who}: uninstall`, await call('uninstall', `${own}\\reconnect.exe`));
  await expectNothingLeft(wine, own, who);
}

async function runOne(wine: Wine, run: WindowsRun): Promise<WindowsOutcome> {
  const [outcome] = await wine.run([run]);
  if (outcome === undefined) throw new Error('Wine ran nothing');
  return outcome;
}

function expectQuietSuccess(who: string, { code, stdout, stderr }: WindowsOutcome): void {
  if (code !== 0 || stderr !== '') throw new Error(`${who} ended with ${code}: ${stderr}${stdout}`.slice(0, 2000));
}

/** How often one is greeted that was too late: on a busy machine a start in Wine takes longer than `status` waits. */
const GREETINGS = 6;

/** Each browser on its own: six programs at once would keep each other waiting in Wine. */
async function expectReady(
  wine: Wine,
  who: string,
  { run, ids = BROWSER_IDS }: { run: WindowsRun; ids?: readonly BrowserId[] },
): Promise<void> {
  const words = (id: BrowserId) => [...run.words, 'status', '--json', '--browser', id];
  let asked = ids;
  for (let greeting = 1; asked.length > 0; greeting++) {
    const outcomes = await wine.run(asked.map(id => ({ ...run, words: words(id) })));
    const states = asked.map((id, at) => ({ id, state: stateIn(outcomes[at]) }));
    const isLate = (state: string) => state === 'no-answer' && greeting < GREETINGS;
    expectNone(
      states
        .filter(({ state }) => state !== 'ready' && !isLate(state))
        .map(({ id, state }) => `${who}: ${id} ${state}`),
    );
    asked = states.filter(({ state }) => state !== 'ready').map(({ id }) => id);
  }
}

function stateIn(outcome: WindowsOutcome | undefined): string {
  const { browsers } = JSON.parse(outcome?.stdout.toString() || '{"browsers":[]}');
  return browsers[0]?.state ?? `says nothing: ${outcome?.stderr}`;
}

/** Starts what the registry names for each family of browsers, as they do, and reads the answer to its greeting. */
async function expectHello(
  wine: Wine,
  { env, who, hive = 'HKCU' }: { env: Readonly<Record<string, string>>; who: string; hive?: 'HKCU' | 'HKLM' },
): Promise<void> {
  const exported = await exportRegistry(wine, `${hive}\\Software`);
  for (const [key, family] of [
    ['Google\\Chrome', 'chromium'],
    ['Mozilla', 'firefox'],
  ] as const) {
    const section = exported.indexOf(`Software\\${key}\\NativeMessagingHosts\\${NATIVE_HOST}]`);
    const named = /^@="((?:[^"\\]|\\.)*)"/m.exec(exported.slice(section))?.[1]?.replace(/\\(.)/g, '$1');
    if (section === -1 || named === undefined) throw new Error(`${who}: the registry names nothing for ${family}`);
    const manifest = parseManifest(await readFile(wine.at(named), 'utf8'), family);
    if (manifest === undefined) throw new Error(`${who}: ${named} is no manifest`);
    const launcher = path.win32.resolve(path.win32.dirname(named), manifest.path);
    const [extension] = extensionsIn(family);
    const [file, words, { windowsVerbatimArguments }] = launching(
      launcher,
      family === 'firefox' ? [named, extension] : [extension],
    );
    const hello = JSON.stringify({ v: WIRE_VERSION, id: 'verify', kind: 'hello' });
    const input = Buffer.from(encodeFrame(hello, MAX_INPUT_BYTES) ?? []);
    const { stdout, stderr } = await runOne(wine, {
      file,
      words,
      env,
      input,
      verbatim: windowsVerbatimArguments === true,
    });
    const [frame, ...more] = createFrameReader(MAX_OUTPUT_BYTES)(stdout);
    const reply = frame?.kind === 'frame' ? decodeReply(JSON.parse(frame.text)) : undefined;
    if (reply?.kind !== 'hello' || more.length > 0)
      throw new Error(`${who}: ${launcher} says “${stdout.toString().slice(0, 200)}” ${stderr}`);
  }
}

/** A key of the registry with all below it. */
async function exportRegistry(wine: Wine, key: string): Promise<string> {
  const file = `C:\\${uuidOf(`${key} ${performance.now()}`)}.reg`;
  await runOne(wine, { file: 'C:\\windows\\system32\\reg.exe', words: ['export', key, file, '/y', '/reg:64'] });
  const text = (await readFile(wine.at(file))).toString('utf16le');
  await rm(wine.at(file));
  return text;
}

/** Neither files of ours nor a word in the registry; an uninstaller may still be at work when it returns. */
async function expectNothingLeft(wine: Wine, folder: string, who: string): Promise<void> {
  const left = () => readdir(wine.at(folder)).catch(() => undefined);
  for (let patience = 40; patience > 0 && (await left()) !== undefined; patience--) await wait(250);
  const files = await left();
  if (files !== undefined) throw new Error(`${who}: ${folder} is left with ${files.join(', ') || 'nothing in it'}`);
  for (const hive of ['HKCU\\Software', 'HKLM\\Software']) {
    const lines = (await exportRegistry(wine, hive)).split(/\r?\n/);
    const ours = lines.filter(line => line.includes(NATIVE_HOST) || /\\Reconnect\]$|"Reconnect helper"/.test(line));
    expectNone(ours.map(line => `${who}: the registry keeps ${line}`));
  }
}

/** Programs that only leave a mark, named as those of the system, in the folder where people run what they downloaded. */
async function tryPlantedPrograms(wine: Wine): Promise<string> {
  if (!(await isThere('makensis'))) throw new Error('makensis is not there to make a program that leaves a mark');
  const place = 'C:\\Downloads\\planted';
  const mark = 'C:\\planted.txt';
  await mkdir(wine.at(place), { recursive: true });
  const program = wine.at(`${place}\\mark.exe`);
  const script = `${program}.nsi`;
  await writeFile(
    script,
    `Unicode true
Target amd64-unicode
OutFile "${program}"
SilentInstall silent
RequestExecutionLevel user
Section
FileOpen $0 "${mark}" a
FileWrite $0 "$EXEPATH "
FileClose $0
SectionEnd
`,
  );
  await make('makensis', ['-V2', script], { epoch: '0' });
  for (const name of PLANTED)
    for (const ending of ['exe', 'com']) await copyFile(program, wine.at(`${place}\\${name}.${ending}`));
  const env = await createPerson(wine, 'Planted');
  const commands = [['install'], ['status'], ['check', '127.0.0.1:1'], ['host'], ['uninstall']];
  const runs = commands.flatMap(words => [
    { file: EXECUTABLE, words, env, cwd: place },
    { file: WINDOWS_NODE, words: [SCRIPT_THERE, ...words], env, cwd: place },
  ]);
  const outcomes = await wine.run(runs);
  // What was ended in the middle may not have come to the program that it starts.
  expectNone(runs.flatMap(({ words }, at) => (outcomes[at]?.code === null ? [`${words.join(' ')} did not end`] : [])));
  const marks = await readFile(wine.at(mark), 'utf8').catch(() => '');
  if (marks !== '') throw new Error(`started: ${marks}`);
  // The mark is left by whoever starts one: else this would pass whatever we do.
  await runOne(wine, { file: `${place}\\ping.exe`, words: [], cwd: place });
  if (!(await readFile(wine.at(mark), 'utf8')).includes('ping.exe'))
    throw new Error('the planted program leaves no mark');
  return `${PLANTED.length} names, ${runs.length} commands`;
}

/** What Wine calls the person whom it runs for. */
const WINE_USER = 'root';

async function tryInstaller(wine: Wine, folder: string): Promise<string> {
  await copyFile(path.join(folder, DOWNLOAD_FILES['windows-x64']), wine.at('C:\\Downloads\\setup.exe'));
  const env = await createPerson(wine, WINE_USER);
  const place = NSIS_FOLDER(`C:\\users\\${WINE_USER}`);
  expectQuietSuccess('installer', await runOne(wine, { file: 'C:\\Downloads\\setup.exe', words: ['/S'], env }));
  await expectHello(wine, { env, who: 'installer' });
  await expectReady(wine, 'installer', { run: { file: `${place}\\reconnect.exe`, words: [], env } });
  expectQuietSuccess('uninstaller', await runOne(wine, { file: `${place}\\uninstall.exe`, words: ['/S'], env }));
  await expectNothingLeft(wine, place, 'installer');
  return 'in and out';
}

async function tryMsi(wine: Wine, folder: string): Promise<string> {
  const file = 'C:\\Downloads\\reconnect-x64.msi';
  await copyFile(path.join(folder, 'reconnect-x64.msi'), wine.at(file));
  const env = await createPerson(wine, WINE_USER);
  const installer = 'C:\\windows\\system32\\msiexec.exe';
  expectQuietSuccess('package', await runOne(wine, { file: installer, words: ['/i', file, '/qn'], env }));
  await expectHello(wine, { env, who: 'package', hive: 'HKLM' });
  await expectReady(wine, 'package', { run: { file: `${MSI_FOLDER}\\reconnect.exe`, words: [], env } });
  expectQuietSuccess('package removed', await runOne(wine, { file: installer, words: ['/x', file, '/qn'], env }));
  await expectNothingLeft(wine, MSI_FOLDER, 'package');
  return 'in and out';
}
