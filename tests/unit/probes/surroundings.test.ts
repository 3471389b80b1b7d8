import { expect, test } from 'vitest';
import { inEnvironment, inPrinted } from '../../../extension/helper/probes/proxy.ts';
import { interceptedBy } from '../../../machines/interception.ts';

const answer = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;

test.each<[what: string, answer: string, by: 'portal' | 'proxy' | undefined]>([
  ['a portal by its status', answer('HTTP/1.1 511 Network Authentication Required'), 'portal'],
  ['a portal by its redirect', answer('HTTP/1.1 302 Found', 'Location: http://wifi.example/login?to=pc1'), 'portal'],
  ['a redirect of the host itself', answer('HTTP/1.1 302 Found', 'Location: https://pc1/login'), undefined],
  ['a redirect to an ordinary page', answer('HTTP/1.1 302 Found', 'Location: https://www.example/'), undefined],
  ['a moved page', answer('HTTP/1.1 301 Moved Permanently', 'Location: https://wifi.example/login'), undefined],
  ['Squid', answer('HTTP/1.1 403 Forbidden', 'X-Squid-Error: ERR_ACCESS_DENIED 0'), 'proxy'],
  ['a proxy that wants a sign-in', answer('HTTP/1.1 407 Proxy Authentication Required'), 'proxy'],
  ['a proxy that names itself', answer('HTTP/1.0 503 Unavailable', 'Via: 1.1 cache.example (squid/5.7)'), 'proxy'],
  ['a plain web server', answer('HTTP/1.1 400 Bad Request', 'Server: nginx'), undefined],
  ['a page that speaks of proxies', answer('HTTP/1.1 200 OK', 'Server: x', '', 'Via: a proxy'), undefined],
  ['no HTTP', 'SSH-2.0-proxy', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, by) => expect(interceptedBy(text, 'pc1')).toBe(by));

test.each<[env: Record<string, string>, host: string, set: boolean]>([
  [{}, 'pc1', false],
  [{ https_proxy: 'http://proxy:3128' }, 'pc1', true],
  [{ HTTP_PROXY: 'http://proxy:3128' }, 'pc1', true],
  [{ ALL_PROXY: 'socks5://proxy' }, 'pc1', true],
  [{ https_proxy: '' }, 'pc1', false],
  [{ https_proxy: 'http://proxy', no_proxy: 'localhost, .corp.example' }, 'pc1.corp.example', false],
  [{ https_proxy: 'http://proxy', NO_PROXY: '*' }, 'pc1', false],
  [{ https_proxy: 'http://proxy', no_proxy: 'orp.example' }, 'pc1.corp.example', true],
])('a proxy of the environment %o towards %s: %s', (env, host, set) => expect(inEnvironment(env, host)).toBe(set));

test.each<[what: string, printed: string, set: boolean]>([
  ['Windows with a proxy', '    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    proxy:8080\r\n', true],
  ['Windows with a script', '    AutoConfigURL    REG_SZ    http://wpad/wpad.dat\r\n', true],
  ['Windows without', '    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    proxy:8080\r\n', false],
  ['macOS with a proxy', '<dictionary> {\n  HTTPSEnable : 1\n  HTTPSPort : 8080\n}', true],
  ['macOS with a script', '<dictionary> {\n  ProxyAutoConfigEnable : 1\n}', true],
  ['macOS without', '<dictionary> {\n  HTTPSEnable : 0\n  ProxyAutoDiscoveryEnable : 1\n}', false],
])('settings of %s', (_, printed, set) => expect(inPrinted(printed)).toBe(set));
