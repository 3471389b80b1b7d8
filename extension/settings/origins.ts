/** Hosts on which a page may be read without encryption: nobody else can stand between. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The origin of a web address that may ask for checks: https, or http on this machine. */
export function parseOrigin(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return undefined;
  }
  if (url.hostname === '' || url.username !== '' || url.password !== '' || url.hostname.includes('*')) return undefined;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return safe ? url.origin : undefined;
}

/** The browser's match pattern for all pages of an origin. A pattern has no port: the background checks the whole origin. */
export function matchPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
