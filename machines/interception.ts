const HEAD_CHARACTERS = 2_048;
/** Network Authentication Required, RFC 6585 6: nobody but a portal says so. */
const PORTAL_STATUS = '511';
const REDIRECTS = ['302', '303', '307'];
const PORTAL_WORDS = /login|logon|portal|captive|hotspot|welcome|guest|auth|block/i;
/** What proxies say of themselves in an answer: RFC 9110 7.6.3 and 15.5.8, and Squid's own. */
const PROXY_HEADERS = /^(?:x-squid-error|proxy-authenticate):|^via:.*(?:proxy|squid|zscaler|bluecoat|websense)/im;

/**
 * Who answered in a host's place, by what came back to our own request: a portal that wants a sign-in, or a proxy.
 * Nothing is asked of anybody else. A plain web server's answer shows neither.
 */
export function interceptedBy(answer: string, host: string): 'portal' | 'proxy' | undefined {
  const head = answer.slice(0, HEAD_CHARACTERS).split('\r\n\r\n')[0] ?? '';
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
  if (status === undefined) return undefined;
  if (status === PORTAL_STATUS) return 'portal';
  if (status === '407' || PROXY_HEADERS.test(head)) return 'proxy';
  const location = /^location: *https?:\/\/([^/\s:]+)(\S*)/im.exec(head);
  if (!REDIRECTS.includes(status) || location === null) return undefined;
  const [, elsewhere = '', path = ''] = location;
  return elsewhere.toLowerCase() !== host.toLowerCase() && PORTAL_WORDS.test(elsewhere + path) ? 'portal' : undefined;
}
