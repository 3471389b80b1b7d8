import { expect, test } from 'vitest';
import { read } from '../../../machines/reading/read.ts';
import { expectReading, type Row, table } from './expect-reading.ts';
import { LANGUAGES, type Language } from './ping-words.ts';

const NAME = 'desk7.corp.example';
const ADDRESS = '198.51.100.7';
const BY_NAME = { host: NAME };
const BY_ADDRESS = { host: ADDRESS };
const DESK = { host: 'desk7' };

function rowsOf(words: Language): readonly Row[] {
  const named = words.header(`${NAME} [${ADDRESS}]`);
  const bare = words.header(ADDRESS);
  const reply = words.reply(ADDRESS, 12);
  return [
    [
      'answers by name',
      [named, reply, reply, reply, reply, words.stats(ADDRESS, 4, 4), words.times].join('\n'),
      'path: answers · name: resolves · quality: good',
      BY_NAME,
    ],
    [
      'answers by address',
      [bare, reply, reply, words.stats(ADDRESS, 2, 2), words.times].join('\n'),
      'path: answers',
      BY_ADDRESS,
    ],
    [
      'silent',
      [bare, words.timedOut, words.timedOut, words.stats(ADDRESS, 2, 0)].join('\n'),
      'path: silent',
      BY_ADDRESS,
    ],
    [
      'lossy',
      [named, reply, words.timedOut, words.timedOut, reply, words.stats(ADDRESS, 4, 2), words.times].join('\n'),
      'path: lossy · name: resolves · quality: lossy',
      BY_NAME,
    ],
    [
      'unreachable counts as received',
      [bare, words.unreachable('192.0.2.44'), words.unreachable('192.0.2.44'), words.stats(ADDRESS, 2, 2)].join('\n'),
      'path: no-route',
      BY_ADDRESS,
    ],
    [
      'time-outs without statistics',
      [bare, words.timedOut, words.timedOut, words.timedOut].join('\n'),
      'path: silent',
      BY_ADDRESS,
    ],
    ['one time-out and a cut', [bare, words.timedOut].join('\n'), 'nothing', BY_ADDRESS],
    ['not found', `C:\\>ping ${NAME}\n${words.notFound(NAME)}`, 'name: not-found', BY_NAME],
    ['not found, without the command', words.notFound(NAME), 'name: not-found', BY_NAME],
    ['not found, another host', words.notFound('other.corp.example'), 'nothing', BY_NAME],
    [
      'IPv6 has no TTL',
      [words.header(`${NAME} [2001:db8::7]`), words.reply6('2001:db8::7'), words.reply6('2001:db8::7')].join('\n'),
      'path: answers · name: resolves',
      BY_NAME,
    ],
    ['another host', [words.header('203.0.113.200'), words.timedOut, words.timedOut].join('\n'), 'nothing', BY_ADDRESS],
  ];
}

for (const [language, words] of Object.entries(LANGUAGES)) table(`ping of Windows in ${language}`, rowsOf(words));

table('ping', [
  [
    'linux answers',
    `$ ping -c 2 desk7\nPING desk7 (198.51.100.7) 56(84) bytes of data.\n64 bytes from desk7 (198.51.100.7): icmp_seq=1 ttl=63 time=0.4 ms\n64 bytes from desk7 (198.51.100.7): icmp_seq=2 ttl=63 time=0.5 ms\n\n--- desk7 ping statistics ---\n2 packets transmitted, 2 received, 0% packet loss, time 1001ms\nrtt min/avg/max/mdev = 0.4/0.5/0.5/0.0 ms`,
    'path: answers · name: resolves',
    DESK,
  ],
  [
    'linux, host unreachable',
    `PING 198.51.100.7 (198.51.100.7) 56(84) bytes of data.\nFrom 192.0.2.1 icmp_seq=1 Destination Host Unreachable\nFrom 192.0.2.1 icmp_seq=2 Destination Host Unreachable\n\n--- 198.51.100.7 ping statistics ---\n2 packets transmitted, 0 received, +2 errors, 100% packet loss, time 1010ms`,
    'path: no-route',
    BY_ADDRESS,
  ],
  [
    'linux, network unreachable',
    'user@box:~$ ping 198.51.100.7\nping: connect: Network is unreachable',
    'path: no-route',
    BY_ADDRESS,
  ],
  ['linux, unknown', 'ping: desk7: Name or service not known', 'name: not-found', DESK],
  ['linux, no answer from DNS', 'ping: desk7: Temporary failure in name resolution', 'name: no-answer', DESK],
  ['linux in German, unknown', 'ping: desk7: Der Name oder der Dienst ist nicht bekannt', 'name: not-found', DESK],
  ['linux in French, no answer', 'ping: desk7: Échec temporaire dans la résolution du nom', 'name: no-answer', DESK],
  [
    'linux in German, statistics',
    'PING desk7 (198.51.100.7) 56(84) Bytes an Daten.\n\n--- desk7 Ping-Statistik ---\n3 Pakete übertragen, 0 empfangen, 100% Paketverlust, Zeit 2040ms',
    'path: silent · name: resolves',
    DESK,
  ],
  ['mac, unknown', 'ping: cannot resolve desk7: Unknown host', 'name: not-found', DESK],
  [
    'mac, no route',
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\nping: sendto: No route to host\nRequest timeout for icmp_seq 0\nping: sendto: Host is down',
    'path: no-route',
    BY_ADDRESS,
  ],
  [
    'mac, router tells',
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\n92 bytes from 192.0.2.1: Destination Host Unreachable\n--- 198.51.100.7 ping statistics ---\n2 packets transmitted, 0 packets received, 100.0% packet loss',
    'path: no-route',
    BY_ADDRESS,
  ],
  ['busybox, unknown', "ping: bad address 'desk7'", 'name: not-found', DESK],
  [
    'busybox, answers',
    'PING desk7 (198.51.100.7): 56 data bytes\n64 bytes from 198.51.100.7: seq=0 ttl=64 time=1.2 ms\n--- desk7 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss',
    'path: answers · name: resolves',
    DESK,
  ],
  [
    'mac over IPv6',
    'PING6(56=40+8+8 bytes) 2001:db8::9 --> 2001:db8::7\n16 bytes from 2001:db8::7, icmp_seq=0 hlim=64 time=1.1 ms\n\n--- desk7 ping6 statistics ---\n1 packets transmitted, 1 packets received, 0.0% packet loss',
    'path: answers',
    DESK,
  ],
  [
    'general failure',
    'Pinging 198.51.100.7 with 32 bytes of data:\nPING: transmit failed. General failure.\nPING: transmit failed. General failure.\n\nPing statistics for 198.51.100.7:\n    Packets: Sent = 2, Received = 0, Lost = 2 (100% loss),',
    'path: no-route',
    BY_ADDRESS,
  ],
  [
    'TTL expired on the way',
    'Pinging 198.51.100.7 with 32 bytes of data:\nReply from 192.0.2.1: TTL expired in transit.\nReply from 192.0.2.1: TTL expired in transit.',
    'path: no-route',
    BY_ADDRESS,
  ],
  [
    'the last of two runs',
    'C:\\>ping 198.51.100.7\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.\n\nC:\\>ping 198.51.100.7\n\nPinging 198.51.100.7 with 32 bytes of data:\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128',
    'path: answers',
    BY_ADDRESS,
  ],
  [
    'of two hosts, the wanted one',
    'Pinging 203.0.113.1 with 32 bytes of data:\nReply from 203.0.113.1: bytes=32 time=1ms TTL=64\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.',
    'path: silent',
    BY_ADDRESS,
  ],
  [
    'ping -a looks a name up the other way round',
    'C:\\>ping -a 198.51.100.7\n\nPinging desk7 [198.51.100.7] with 32 bytes of data:\nReply from 198.51.100.7: bytes=32 time=1ms TTL=128',
    'path: answers',
    BY_ADDRESS,
  ],
  [
    'statistics alone may mean "unreachable"',
    'Ping statistics for 198.51.100.7:\n    Packets: Sent = 4, Received = 4, Lost = 0 (0% loss),',
    'nothing',
    BY_ADDRESS,
  ],
]);

test('without a target, hosts that differ tell nothing', () => {
  const text =
    'Pinging 203.0.113.1 with 32 bytes of data:\nReply from 203.0.113.1: bytes=32 time=1ms TTL=64\n\nPinging 198.51.100.7 with 32 bytes of data:\nRequest timed out.\nRequest timed out.';
  expectReading(text, {});
});

test('slow replies are reported', () => {
  const text =
    'PING 198.51.100.7 (198.51.100.7): 56 data bytes\n64 bytes from 198.51.100.7: icmp_seq=0 ttl=49 time=300 ms\n64 bytes from 198.51.100.7: icmp_seq=1 ttl=49 time=310 ms\n64 bytes from 198.51.100.7: icmp_seq=2 ttl=49 time=305 ms\n--- 198.51.100.7 ping statistics ---\n3 packets transmitted, 3 packets received, 0.0% packet loss\nround-trip min/avg/max/stddev = 300.0/305.0/310.0/4.0 ms';
  expectReading(text, { path: 'answers', quality: 'slow' }, BY_ADDRESS);
});

test('findings carry counts, host and tool as typed fields', () => {
  const [, path] = read(
    'Pinging desk7 [198.51.100.7] with 32 bytes of data:\nRequest timed out.\n\nPing statistics for 198.51.100.7:\n    Packets: Sent = 1, Received = 0, Lost = 1 (100% loss),',
    { target: DESK },
  ).findings;
  expect(path).toEqual({
    question: 'path',
    answer: 'silent',
    source: 'transcript',
    detail: { tool: 'ping', host: 'desk7', sent: 1, received: 0 },
  });
});
