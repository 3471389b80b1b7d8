import { loadModel } from '../../content/knowledge.ts';
import { check } from '../../extension/helper/check.ts';
import { openCase } from '../../machines/diagnosis/context.ts';
import { judge } from '../../machines/diagnosis/judgement.ts';
import { freePort, Place } from './peers/place.ts';
import { RELAYS } from './peers/relays.ts';
import { mintKey, type RealServer, shadow, weston, xrdp } from './peers/servers.ts';

/**
 * Real servers, and real relays with and without a server behind them, all on loopback: what a check says of each. The
 * programs are this system's, or those of another Debian in a folder: `PEERS_ROOT=/path npm run bench -- peers`.
 */
const root = process.env.PEERS_ROOT;
const model = await loadModel();
const missing: string[] = [];
let wrong = 0;

console.log(
  `Programs of ${root === undefined ? 'this system' : 'the system under PEERS_ROOT'}, everything on 127.0.0.1.\n`,
);
row('what is checked', 'verdict', 'seen', 'likeliest', 'next');

const place = new Place(root);
try {
  if (!place.has('openssl')) throw new Error('openssl is not installed');
  mintKey(place);
  const [nla, ...others] = [
    ...(['nla', 'tls', 'rdp'] as const).map(security => shadow(place, security)),
    ...(['negotiate', 'tls', 'rdp'] as const).map(xrdp),
    weston,
  ];
  const behind = nla === undefined ? undefined : await examineServer(nla);
  for (const server of others) await examineServer(server);
  for (const relay of RELAYS) {
    if (!place.has(...relay.needs)) {
      missing.push(`${relay.name} (${relay.needs.join(', ')})`);
      continue;
    }
    for (const served of [true, false]) {
      const to = served ? behind : await freePort();
      if (to === undefined) continue;
      const name = `${relay.name}, ${served ? 'a server behind it' : 'nothing behind it'}`;
      await examine(name, port => relay.start(place, port, to), !relay.tlsFirst && served);
    }
  }
} finally {
  await place.close();
}
for (const name of missing) console.log(`not here: ${name}`);
console.log(`\n${wrong} verdicts that blame the host for what is not the host’s.`);
process.exitCode = wrong > 0 ? 1 : 0;

/** The port of the server, where it could be started. */
async function examineServer(server: RealServer): Promise<number | undefined> {
  if (place.has(...server.needs)) return examine(server.name, port => server.start(place, port), true);
  missing.push(`${server.name} (${server.needs.join(', ')})`);
  return undefined;
}

async function examine(
  name: string,
  start: (port: number) => Promise<void>,
  hasServer: boolean,
): Promise<number | undefined> {
  const port = await freePort();
  try {
    await start(port);
  } catch (error) {
    row(name, 'not started', error instanceof Error ? error.message : String(error), '', '');
    return undefined;
  }
  const target = { host: '127.0.0.1', port };
  const { findings, stages, elapsedMs } = await check(target);
  const { verdict, lead, next } = judge(model, { ...openCase({ probe: true, target, findings }), stages });
  const failed = stages.find(({ outcome }) => outcome === 'failed')?.stage;
  const isBlamed = !verdict.healthy && !hasServer && lead?.blame === 'host' && !isOtherProgram(findings);
  if (isBlamed) wrong++;
  const seen = findings.flatMap(({ question, answer, detail }) =>
    ['service', 'security', 'tls', 'nla', 'identity', 'host-place'].includes(question)
      ? [`${question}: ${answer}${typeof detail?.speaks === 'string' ? ` (${detail.speaks})` : ''}`]
      : [],
  );
  const software = findings.find(({ detail }) => detail?.software !== undefined)?.detail?.software;
  row(
    name,
    `${verdict.healthy ? 'healthy' : `${failed ?? 'nowhere'} failed`}, ${elapsedMs} ms`,
    `${seen.join(', ')}${software === undefined ? '' : `; runs ${String(software)}`}`,
    verdict.healthy || lead === undefined
      ? ''
      : `${lead.cause} ${lead.probability.toFixed(2)}${verdict.settled ? ' settled' : ''} (${lead.blame})`,
    verdict.healthy ? '' : (next?.question ?? ''),
  );
  return port;
}

/** Something that speaks another protocol holds the port: that is the wrong port, whoever runs it. */
function isOtherProgram(findings: readonly { question: string; answer: string }[]): boolean {
  return findings.some(({ question, answer }) => question === 'service' && answer === 'other');
}

function row(...cells: readonly [string, string, string, string, string]): void {
  const [name, verdict, seen, likeliest, next] = cells;
  console.log(`${name.padEnd(52)} ${verdict.padEnd(28)} ${likeliest.padEnd(30)} ${next.padEnd(18)} ${seen}`);
}
