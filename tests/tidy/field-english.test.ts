import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => file !== '' && file !== 'tests/tidy/field-english.test.ts');

/** Names that only we would understand, and what the field calls the thing. */
const NOT_OURS: Readonly<Record<string, string>> = {
  takeIn: 'interpretInput',
  Intake: 'InterpretedInput',
  Mind: 'DiagnosisServices',
  checkBegun: 'startCheck',
  checkBroken: 'abortCheck',
  intakeTaken: 'acceptInput',
  questionReopened: 'reopenQuestion',
  noteAsking: 'setConsentPending',
  breakCheck: 'abortCheck',
  Weighed: 'WeightedFinding',
  Counted: 'DiscountedFinding',
  shareOut: 'discountCorrelated',
  groupShare: 'correlationDiscount',
  foresee: 'expectInformation',
  Foresight: 'ExpectedInformation',
  afterAmong: 'withCorrelated',
  makeReady: 'prewarm',
  provesCause: 'isProofOf',
  House: 'EmbedOptions',
  houseOf: 'parseEmbedOptions',
  Face: 'RenderContext',
  LaterParts: 'LazyModules',
  WaitingLine: 'EventQueue',
  pointOurLinks: 'rebaseContentLinks',
  takeSaid: 'takeHandoffText',
  noteSaid: 'putHandoffText',
  knownBetter: 'refineHelperState',
  turnAway: 'rejectHelper',
  letGo: 'dispose',
  stoppable: 'linkedAbortController',
  withSecondLook: 'raceWithFallbackProbe',
  atMost: 'withTimeout',
  knockBeside: 'probeExtraPorts',
  deepen: 'runDeepProbes',
  speaksTls: 'detectTlsService',
  sunk: 'loopbackOnly',
  Probed: 'ProbeResult',
  Named: 'NameResult',
  Reached: 'PortResult',
  Secured: 'TlsResult',
  oftenRows: 'popularCodes',
  codesApart: 'codeShards',
  codesPartOf: 'shardOf',
  Hands: 'InputDriver',
  handsIn: 'inputDriverOf',
  visitors: 'browsers',
  pressNote: 'clickNotification',
  HouseAttributes: 'EmbedAttributes',
  house: 'embed',
  LineCalls: 'QueueCalls',
  takeInNow: 'interpretNow',
  makeReadyFor: 'loadReaderFor',
  Door: 'FuzzTarget',
  DOORS: 'FUZZ_TARGETS',
  door: 'the parser, port or module that it is',
  hole: 'placeholder',
  HOLE: 'PLACEHOLDER',
  STRANGERS: 'FOREIGN_ORIGINS',
  stranger: 'untrusted, foreign origin, attacker',
  knocked: 'reached',
  SaidFact: 'StatedAnswer',
  saidFact: 'statedAnswers',
  saidFindings: 'statedFindings',
  checkTold: 'applyCheckEvent',
  toldIn: 'statementsIn',
  toldState: 'statedState',
  toldByStep: 'eventsOfStep',
  toldPort: 'statedPort',
  Told: 'the event or statement that it is',
  Said: 'the statement that it is',
  Heard: 'ReceivedEvent',
  heardIn: 'receivedBy',
  heardOf: 'receivedAfter',
  isTold: 'isReported',
  isUntold: 'isUnreached',
  Visitor: 'BrowserPage',
  spokenFaults: 'protocolFaults',
};

/** Words of comments and test titles that only we would understand. What stands in backticks or quotes is somebody's text. */
const NOT_IN_PROSE: readonly (readonly [RegExp, instead: string])[] = [
  [/\bstrangers?\b/i, 'untrusted input, another origin, a hostile server'],
  [/\bfaces?\b/i, 'front end, caller'],
  [/\bhouses?\b/i, 'embedding page, organisation'],
  [/\bknock(?:s|ed|ing)?\b/i, 'connection attempt'],
  [/\bdoors?\b/i, 'parser, trust boundary'],
  [/\bholes?\b/i, 'placeholder, gap'],
  [/\bkin\b/i, 'related, derivative'],
  [/\b(?:astray|sunk)\b/i, 'mismatched, loopback only'],
  [/\bin vain\b/i, 'timed out waiting'],
  [/\b(?:errands?|affairs?)\b/i, 'background traffic, left to'],
  [/\b(?:deeds?|wares?)\b/i, 'action, software'],
  [/\b(?:hears?|heard)\b/i, 'receives, is notified, is called with'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix, repair'],
  [/\bvisitors?\b/i, 'person, browser'],
];

const COMMENT = /(?:^\s*(?:\/\*\*?|\*|\/\/)|[;{}(),\]] \/\/)(.*)$/gm;
const TITLE = /(?:\b(?:test|describe)(?:\.\w+)*\(\s*|^\s*\]?\)\(\s*)(['"`])(.*?)\1/gm;
const QUOTED = /`[^`]*`|"[^"]*"|“[^”]*”/g;

const DECLARED = /\b(?:function|const|let|class|interface|type|readonly|from '[^']*\/)\*?\s*([A-Za-z_$]\w*)/g;

test('names: the field’s own, none of the words that only we would understand', () => {
  const found = sources.flatMap(file => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(DECLARED)].flatMap(([, name = '']) =>
      Object.hasOwn(NOT_OURS, name) ? [`${file}: ${name}, better ${NOT_OURS[name]}`] : [],
    );
  });
  expect(found).toEqual([]);
});

test('comments and test titles: words of the field, not ours', () => {
  const found = sources.flatMap(file => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const comments = [...text.matchAll(COMMENT)].map(([, comment = '']) => comment.replaceAll(QUOTED, ''));
    const titles = file.startsWith('tests/') ? [...text.matchAll(TITLE)].map(([, , title = '']) => title) : [];
    return [...comments, ...titles].flatMap(sentence =>
      NOT_IN_PROSE.flatMap(([word, instead]) => {
        const [used] = word.exec(sentence) ?? [];
        return used === undefined ? [] : [`${file}: “${used}” in “${sentence.trim()}”, better ${instead}`];
      }),
    );
  });
  expect(found).toEqual([]);
});
