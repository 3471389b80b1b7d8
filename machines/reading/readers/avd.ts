import type { Observation, Reader } from '../observation.ts';

/**
 * Diagnostics of Azure Virtual Desktop: rows of WVDErrors and of its older cmdlets, where `CodeSymbolic` names the error.
 * A text with several names is a list of them.
 */
export const avd: Reader = {
  id: 'avd',
  signs: ['codesymbolic', 'errorcodesymbolic', 'connectionfailed'],
  read: ({ lines }) => {
    const named = lines.flatMap((line, at): { name: string; at: number }[] => {
      if (line.length > 1200 || /^\s*\|/.test(line)) return [];
      const name =
        /\b(?:Error)?CodeSymbolic["']?\s{0,20}[:=]{1,2}\s{0,20}["']?([A-Za-z_]{4,80})/i.exec(line)?.[1] ??
        /\b(ConnectionFailed[A-Z][A-Za-z]{6,70})\b/.exec(line)?.[1];
      return name === undefined ? [] : [{ name, at }];
    });
    const last = named.at(-1);
    if (last === undefined || new Set(named.map(({ name }) => name)).size > 1) return [];
    return MEANINGS.filter(([names]) => names.test(last.name)).map(([, question, answer]) => ({
      question,
      answer,
      at: last.at,
    }));
  },
};

const MEANINGS: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/^(?:InvalidCredentials|LogonFailed|WrongPassword)/, 'credentials', 'rejected'],
  [/^(?:PasswordExpired|PasswordMustChange|AccountExpired)/, 'credentials', 'expired'],
  [/^(?:AccountLockedOut|AccountDisabled)/, 'credentials', 'locked'],
  [
    /^(?:ConnectionFailedUserNotAuthorized|LogonTypeNotGranted|NotAuthorizedForLogon|AccountRestriction)/,
    'credentials',
    'not-permitted',
  ],
  [/^(?:ConnectionFailedPersonalDesktop\w{0,20}(?:Stopped|FailedToBeStarted))/, 'host-power', 'off'],
  [/NoHealthyRdshAvailable$/, 'code', 'message:no-session-hosts-available'],
  [/RdshIsUnhealthy$/, 'code', 'message:no-session-hosts-available'],
  [/AdTrustedRelationshipFailure$/, 'code', 'message:trust-relationship-failed'],
  [/^NoLicense/, 'license', 'refused'],
  [/^(?:IdleTimeout|ServerIdleTimeout)/, 'drop', 'when-idle'],
  [/^(?:DisconnectedByOtherConnection|ServerDisconnectedByOther)/, 'other-session', 'someone'],
];
