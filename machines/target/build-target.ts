import { hasControlCharacters, MAX_USER_LENGTH, type Target } from './target.ts';

/** A target without the fields that nobody named, since targets are compared and stored as JSON. */
export function buildTarget(
  endpoint: { host: string; port: number },
  gateway: Target['gateway'],
  user: string | undefined,
): Target {
  return { host: endpoint.host, port: endpoint.port, ...(gateway && { gateway }), ...(user !== undefined && { user }) };
}

/** `DOMAIN\user` or `user@domain`, or nothing where the text is no user form. */
export function userForm(user: string | undefined, domain: string | undefined): string | undefined {
  if (user === undefined || user === '') return undefined;
  const whole = domain && !/[\\@]/.test(user) ? `${domain}\\${user}` : user;
  return whole.length <= MAX_USER_LENGTH && !hasControlCharacters(whole) ? whole : undefined;
}
