/** What secures a session once both sides have agreed on it. */
export const SECURITIES = ['nla', 'tls', 'standard'] as const;
export type Security = (typeof SECURITIES)[number];

/** False for `mismatch`, and for whatever else is no agreement. */
export function isSecurity(answer: string | undefined): answer is Security {
  return SECURITIES.some(security => security === answer);
}
