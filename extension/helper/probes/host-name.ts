import { domainToASCII } from 'node:url';
import { isAddress, MAX_HOST_LENGTH, MAX_LABEL_LENGTH, type Target } from '../../../machines/target/target.ts';

/**
 * A host as resolvers, SNI, certificates and the Host header want it: A-labels, RFC 5890 2.3.2.1. Undefined where no such
 * form exists, and where letters that look like digits would turn a name into an address that nobody typed.
 */
export function asciiHost(host: string): string | undefined {
  if (isAscii(host)) return host;
  const ascii = domainToASCII(host);
  const fits = ascii.length <= MAX_HOST_LENGTH && ascii.split('.').every(label => label.length <= MAX_LABEL_LENGTH);
  return ascii === '' || !fits || isAddress(ascii) ? undefined : ascii;
}

/**
 * The target as it goes over the wire: the one place where names beyond ASCII are encoded. A name without such a form
 * stays as it is, and no probe looks it up.
 */
export function asciiTarget(target: Target): Target {
  const { host, gateway } = target;
  return {
    ...target,
    host: asciiHost(host) ?? host,
    ...(gateway && { gateway: { ...gateway, host: asciiHost(gateway.host) ?? gateway.host } }),
  };
}

/** What is not, behind `asciiTarget`, is a name that no resolver can be asked for. */
export function isAscii(host: string): boolean {
  return /^[\x20-\x7e]*$/.test(host);
}
