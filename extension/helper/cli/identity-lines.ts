import type { Finding, Json } from '../../../machines/findings.ts';

/** Security, certificate and NLA identity, out of what the findings of a check carry. */
export function identityLines(findings: readonly Finding[]): readonly (readonly [label: string, value: string])[] {
  void findings;
  return [];
}

export type { Json };
