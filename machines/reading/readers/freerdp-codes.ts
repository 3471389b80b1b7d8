import type { QuestionId } from '../../vocabulary.ts';

export interface Meaning {
  readonly question: QuestionId;
  readonly answer: string;
}

/** FREERDP_ERROR_CONNECT_CLASS of freerdp/error.h: names by their low word. */
export const CONNECT_CLASS = 0x20000;
export const CONNECT_NAMES: readonly string[] = [
  '',
  'PRE_CONNECT_FAILED',
  'CONNECT_UNDEFINED',
  'POST_CONNECT_FAILED',
  'DNS_ERROR',
  'DNS_NAME_NOT_FOUND',
  'CONNECT_FAILED',
  'MCS_CONNECT_INITIAL_ERROR',
  'TLS_CONNECT_FAILED',
  'AUTHENTICATION_FAILED',
  'INSUFFICIENT_PRIVILEGES',
  'CONNECT_CANCELLED',
  'SECURITY_NEGO_CONNECT_FAILED',
  'CONNECT_TRANSPORT_FAILED',
  'PASSWORD_EXPIRED',
  'PASSWORD_CERTAINLY_EXPIRED',
  'CLIENT_REVOKED',
  'KDC_UNREACHABLE',
  'ACCOUNT_DISABLED',
  'PASSWORD_MUST_CHANGE',
  'LOGON_FAILURE',
  'WRONG_PASSWORD',
  'ACCESS_DENIED',
  'ACCOUNT_RESTRICTION',
  'ACCOUNT_LOCKED_OUT',
  'ACCOUNT_EXPIRED',
  'LOGON_TYPE_NOT_GRANTED',
  'NO_OR_MISSING_CREDENTIALS',
  'ACTIVATION_TIMEOUT',
  'TARGET_BOOTING',
  'HYBRID_REQUIRED_BY_SERVER',
];

/** What a code of the connect class proves by itself. Codes that only say "it failed" prove nothing. */
export function connectMeaning(code: number): Meaning | undefined {
  switch (CONNECT_NAMES[code - CONNECT_CLASS]) {
    case 'DNS_ERROR':
    case 'DNS_NAME_NOT_FOUND':
      return { question: 'name', answer: 'not-found' };
    case 'CONNECT_FAILED':
      return { question: 'port', answer: 'closed' };
    case 'TLS_CONNECT_FAILED':
      return { question: 'tls', answer: 'resets' };
    case 'SECURITY_NEGO_CONNECT_FAILED':
      return { question: 'security', answer: 'mismatch' };
    case 'HYBRID_REQUIRED_BY_SERVER':
      return { question: 'security', answer: 'nla' };
    case 'TARGET_BOOTING':
      return { question: 'host-power', answer: 'starting' };
    case 'AUTHENTICATION_FAILED':
    case 'LOGON_FAILURE':
    case 'WRONG_PASSWORD':
      return { question: 'credentials', answer: 'rejected' };
    case 'PASSWORD_EXPIRED':
    case 'PASSWORD_CERTAINLY_EXPIRED':
    case 'PASSWORD_MUST_CHANGE':
    case 'ACCOUNT_EXPIRED':
      return { question: 'credentials', answer: 'expired' };
    case 'ACCOUNT_LOCKED_OUT':
    case 'ACCOUNT_DISABLED':
    case 'CLIENT_REVOKED':
      return { question: 'credentials', answer: 'locked' };
    case 'INSUFFICIENT_PRIVILEGES':
    case 'ACCESS_DENIED':
    case 'ACCOUNT_RESTRICTION':
    case 'LOGON_TYPE_NOT_GRANTED':
      return { question: 'credentials', answer: 'not-permitted' };
    default:
      return undefined;
  }
}

/** Server error information, [MS-RDPBCGR 2.2.5.1.1]. */
export function errorInfoMeaning(code: number): Meaning | undefined {
  if (code === 0x3) return { question: 'drop', answer: 'when-idle' };
  if (code === 0x5) return { question: 'other-session', answer: 'someone' };
  if (code === 0x9) return { question: 'credentials', answer: 'not-permitted' };
  return code >= 0x100 && code <= 0x10a ? { question: 'license', answer: 'refused' } : undefined;
}
