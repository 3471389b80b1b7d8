/** What the person wants to reach. Never carries a password. */
export interface Target {
  /** Name or address, without brackets, lower case for names; at most 253 characters. */
  readonly host: string;
  /** 3389 unless told. */
  readonly port: number;
  readonly gateway?: { readonly host: string; readonly port: number };
  /** `DOMAIN\user` or `user@domain`. */
  readonly user?: string;
}

/** Why input was turned away: a code for the machine; the sentence for people is in content/en/ui.yaml under `rejection.<code>`. */
export interface Rejection {
  readonly rejected: true;
  readonly code: RejectionCode;
  /** The part of the input that was at fault, where one is known. */
  readonly field?: string;
}

/** Append-only. */
export const REJECTION_CODES = [
  'empty',
  'too-long',
  'control-characters',
  'bad-host',
  'bad-port',
  'url-not-host',
  'too-large',
  'not-text',
  'no-host-in-file',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

export const DEFAULT_PORT = 3389;
export const DEFAULT_GATEWAY_PORT = 443;
