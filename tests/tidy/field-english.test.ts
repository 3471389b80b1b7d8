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
};

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
