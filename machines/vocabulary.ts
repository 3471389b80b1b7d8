/**
 * Every id of the project, once. Ids are kebab-case and stable: they appear in front matter, in JSON output and in
 * saved reports. Extending a list is fine; renaming an id is not.
 */

/** The steps of setting up a session, in the order in which they happen. */
export const STAGES = ['name', 'path', 'port', 'negotiation', 'tls', 'authentication', 'session'] as const;
export type Stage = (typeof STAGES)[number];

/** Who saw a fact. Precedence is decided in findings.ts. */
export const SOURCES = ['probe', 'capture', 'host', 'transcript', 'rdp-file', 'person'] as const;
export type Source = (typeof SOURCES)[number];

/** Whether the packets themselves were seen, by a check or in a capture: what then failed was seen to fail. */
export function isSeenOnWire(source: Source): boolean {
  return source === 'probe' || source === 'capture';
}

/** Who can act on a cause. */
export const BLAMES = ['client', 'network', 'host', 'account', 'gateway'] as const;
export type Blame = (typeof BLAMES)[number];

/** Allowed for every question; moves no probability. */
export const UNKNOWN = 'unknown';

/** Where on the way to the host something is drawn: five stops that people know stand for seven stages. */
export const STOPS = ['device', 'network', 'firewall', 'host', 'sign-in'] as const;
export type Stop = (typeof STOPS)[number];

/**
 * Every question with its fixed answers; what they mean stands in content/model/questions.yaml. `code` alone is open: its
 * answers are ids of the catalogue (`mac-client:0x4`, `message:nla-required`) or `none`.
 */
export const QUESTIONS = {
  client: {
    answers: ['mstsc', 'windows-app', 'store-app', 'mac', 'ios', 'android', 'freerdp', 'remmina', 'web', 'other'],
  },
  code: { answers: ['none'] },
  'failure-time': { answers: ['instant', 'seconds', 'timeout'] },
  progress: { answers: ['nothing', 'prompt', 'black-screen', 'desktop', 'works-but'] },
  history: { answers: ['never-worked', 'worked-before', 'intermittent', 'returns-after-restart'] },
  'recent-change': {
    answers: [
      'nothing',
      'client-update',
      'device-update',
      'host-update',
      'hardening',
      'software',
      'certificate',
      'password',
      'network',
      'firewall',
      'host-moved',
    ],
  },
  'host-kind': {
    answers: ['windows-desktop', 'windows-server', 'windows-home', 'cloud', 'linux', 'mac', 'patched'],
  },
  'host-place': { answers: ['this-device', 'same-network', 'elsewhere', 'cloud'] },
  'other-program': { answers: ['works', 'fails'] },
  'other-client': { answers: ['works', 'fails'] },
  'other-host': { answers: ['works', 'fails'] },
  'other-network': { answers: ['works', 'fails'] },
  'from-inside': { answers: ['works', 'fails'] },
  'other-account': { answers: ['works', 'fails'] },
  'by-address': { answers: ['works', 'fails'] },
  name: {
    answers: ['address-used', 'resolves', 'short-name-only', 'wrong-address', 'not-found', 'no-answer'],
  },
  addresses: { answers: ['all-work', 'some-fail'] },
  path: { answers: ['answers', 'lossy', 'silent', 'no-route'] },
  quality: { answers: ['good', 'slow', 'lossy'] },
  'large-packets': { answers: ['pass', 'vanish'] },
  vpn: { answers: ['not-used', 'connected', 'disconnected', 'fails-only-with', 'fails-only-without'] },
  'host-vpn': { answers: ['none', 'present', 'works-without'] },
  tunnel: { answers: ['none', 'ssh', 'zero-trust', 'jump-host', 'proxy'] },
  captive: { answers: ['no', 'yes', 'proxy-set'] },
  'security-software': { answers: ['none', 'present', 'works-without'] },
  'host-power': { answers: ['up', 'off', 'asleep', 'starting', 'maintenance'] },
  port: { answers: ['open', 'refused', 'silent', 'rejected', 'resets', 'closed'] },
  exposed: { answers: ['no', 'yes'] },
  'cloud-rule': { answers: ['none', 'allowed', 'blocked'] },
  gateway: { answers: ['not-used', 'used', 'reachable', 'unreachable', 'refused'] },
  'rdp-enabled': { answers: ['yes', 'no'] },
  'service-state': { answers: ['running', 'stopped'] },
  listener: { answers: ['listening', 'other-port', 'loopback-only', 'not-listening'] },
  'firewall-rule': { answers: ['allowed', 'blocked'] },
  service: { answers: ['rdp', 'other', 'closes', 'silent'] },
  security: { answers: ['nla', 'tls', 'standard', 'mismatch'] },
  tls: {
    answers: [
      'ok',
      'untrusted',
      'changed',
      'expired',
      'not-yet-valid',
      'wrong-name',
      'weak',
      'unusual',
      'inspected',
      'old-version',
      'stalls',
      'closes',
      'resets',
    ],
  },
  nla: { answers: ['answered', 'refused', 'silent', 'unpatched'] },
  clock: { answers: ['ok', 'skewed'] },
  identity: { answers: ['expected', 'other-name', 'different-host'] },
  'account-kind': { answers: ['local', 'domain', 'microsoft', 'entra', 'blank-password'] },
  credentials: {
    answers: ['not-asked', 'rejected', 'accepted-then-closed', 'expired', 'locked', 'not-permitted', 'method-refused'],
  },
  'sign-in-way': { answers: ['password', 'saved', 'hello', 'smart-card', 'web-account'] },
  membership: { answers: ['member', 'not-member'] },
  'host-log': {
    answers: [
      'nothing-arrived',
      'no-request',
      'unanswered',
      'refused',
      'reply-lost',
      'arrived-then-dropped',
      'sign-in-refused',
      'signed-in',
      'session-started',
      'time-limit',
      'too-many-pending',
      'service-crashed',
      'session-crashed',
    ],
  },
  redirected: { answers: ['no', 'yes'] },
  license: { answers: ['ok', 'refused'] },
  'other-session': { answers: ['nobody', 'someone'] },
  drop: { answers: ['before-sign-in', 'at-sign-in', 'after-minutes', 'when-idle', 'freezes', 'reconnecting'] },
} as const satisfies Record<string, { answers: readonly string[] }>;
export type QuestionId = keyof typeof QUESTIONS;
export const QUESTION_IDS = Object.keys(QUESTIONS) as QuestionId[];

/** The question of the person themselves: whether they can get to the host, or look after it. It tells nothing of the host. */
export const REACH_QUESTION = 'reach';
/** Whatever can be put to a person. */
export type AskableId = QuestionId | typeof REACH_QUESTION;

/** Every cause with the one who can act on it. */
export const CAUSES = {
  'network-path': 'network',
  'port-blocked': 'network',
  'service-down': 'host',
  'wrong-address': 'network',
  'rdp-disabled': 'host',
  'host-off': 'host',
  'wrong-port': 'host',
  'vpn-needed': 'client',
  'vpn-interferes': 'client',
  'captive-network': 'network',
  middlebox: 'network',
  'path-mtu': 'network',
  'nla-mismatch': 'host',
  'tls-mismatch': 'host',
  certificate: 'host',
  'bad-credentials': 'account',
  'account-state': 'account',
  'not-permitted': 'account',
  'overloaded-listener': 'host',
  broker: 'host',
  'session-limit': 'host',
  licensing: 'host',
  gateway: 'gateway',
  'client-sandbox': 'client',
  'client-fault': 'client',
  'host-fault': 'host',
  'self-connection': 'client',
  'outside-access': 'network',
  'ntlm-blocked': 'account',
  'sign-in-method': 'account',
  'update-fault': 'host',
  'udp-transport': 'network',
} as const satisfies Record<string, Blame>;
export type CauseId = keyof typeof CAUSES;
export const CAUSE_IDS = Object.keys(CAUSES) as CauseId[];

/** Number spaces in which a code can appear. The same number means different things on different surfaces. */
export const SURFACES = [
  'mstsc-disconnect',
  'mstsc-extended',
  'rdp-errinfo',
  'rdp-negotiation-failure',
  'rd-gateway',
  'credssp-ntstatus',
  'freerdp-exit',
  'mac-client',
  'ios-client',
  'android-client',
  'windows-app',
  'windows-event',
  'message',
] as const;
export type Surface = (typeof SURFACES)[number];

/** In Latin letters: only words tell these languages from each other. */
export const TOLD_BY_WORDS = ['de', 'fr', 'es', 'pt-BR', 'pt-PT', 'it', 'nl', 'pl', 'tr'] as const;
const TOLD_BY_SCRIPT = ['ru', 'ja', 'ko', 'zh-CN', 'zh-TW'] as const;
/** Languages in which dialogs are known. */
export const DIALOG_LANGUAGES = ['en', ...TOLD_BY_WORDS, ...TOLD_BY_SCRIPT] as const;
export type DialogLanguage = (typeof DIALOG_LANGUAGES)[number];

/** Own keys only: `constructor` is no question. */
export function isQuestionId(value: string): value is QuestionId {
  return Object.hasOwn(QUESTIONS, value);
}

/** Questions of the model, and the one about the person themselves. */
export function isAskableId(value: string): value is AskableId {
  return value === REACH_QUESTION || isQuestionId(value);
}

/** Own keys only: `constructor` is no cause. */
export function isCauseId(value: string): value is CauseId {
  return Object.hasOwn(CAUSES, value);
}

/** True where `answer` is one of the question's fixed answers, `unknown`, or, for `code`, `surface:code`. */
export function isAnswer(question: QuestionId, answer: string): boolean {
  if (answer === UNKNOWN || (QUESTIONS[question].answers as readonly string[]).includes(answer)) return true;
  return question === 'code' && isCodeId(answer);
}

/** `surface:code`, as in `mac-client:0x4`, `message:nla-required` or `windows-event:Schannel/36870`. */
export function isCodeId(value: string): boolean {
  const [surface, code, ...more] = value.split(':');
  return more.length === 0 && SURFACES.some(known => known === surface && isCodeOn(known, code ?? ''));
}

/** Whether a code is written as those of its surface are: an event of Windows is a provider's short name and a number. */
export function isCodeOn(surface: Surface, code: string): boolean {
  return surface === 'windows-event' ? /^[\w.-]{1,60}\/\d{1,5}$/.test(code) : /^[\w.-]{1,80}$/.test(code);
}
