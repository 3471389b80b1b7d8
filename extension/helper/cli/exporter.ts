import { once } from 'node:events';
import { createSecureContext } from 'node:tls';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Sentence } from '../../../machines/format.ts';
import { isLoopback } from '../../../machines/target/target.ts';
import { answerTo } from '../exporter/answers.ts';
import { decodeConfig, type ExporterConfig, parseListen, readConfig } from '../exporter/config.ts';
import { ownMetrics } from '../exporter/own-metrics.ts';
import { type Measure, Prober } from '../exporter/probing.ts';
import { type Server, serve } from '../exporter/server.ts';
import { measurementOf } from '../monitoring/measurement.ts';
import { readTextAtMost } from '../read-at-most.ts';
import { readArguments, refuse } from './arguments.ts';
import { type Command, EXIT, type Io } from './command.ts';
import { examine } from './examined.ts';
import { ourFaultWords } from './our-fault.ts';

const OPTIONS = { listen: { type: 'string' }, config: { type: 'string' } } as const;

interface Secrets {
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly token: string | undefined;
}

/** Serves metrics for Prometheus until Ctrl-C. The only command that opens a port, and only this one is told which. */
export const exporterCommand: Command = async (args, io) => {
  const parsed = await readArguments('exporter', args, OPTIONS, io);
  if (parsed === undefined) return EXIT.badInput;
  const { values, positionals } = parsed;
  if (positionals.length > 0) return refuse(io, { key: 'cli.usage.exporter-words' });
  const { config: file } = values;
  const config = file === undefined ? decodeConfig('{}', '.') : await readConfig(file);
  if ('key' in config) return refuse(io, config);
  const listen = values.listen === undefined ? config.listen : parseListen(values.listen);
  if (listen === undefined) return refuse(io, { key: 'cli.usage.listen' });
  const secrets = await readSecrets(config);
  if ('key' in secrets) return refuse(io, secrets);

  const prober = new Prober(config, measureBy(io));
  const own = ownMetrics(() => prober.running);
  const onFault = (error: unknown) => void ourFaultWords(error, io).then(words => io.err(`${words}\n`));
  let server: Server;
  try {
    server = await serve({ ...listen, ...secrets, answer: asked => answerTo(asked, { config, prober, own, onFault }) });
  } catch (error) {
    return refuse(io, {
      key: 'cli.exporter.cannot-listen',
      values: { address: `${listen.host}:${listen.port}`, reason: reasonOf(error) },
    });
  }
  const knowledge = await io.knowledge();
  const scheme = secrets.tls === undefined ? 'http' : 'https';
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  io.out(`${say(knowledge, 'exporter.listening', { address: `${scheme}://${host}:${server.port}` })}\n`);
  if (config.allowsNobody) io.err(`${say(knowledge, 'exporter.allows-nobody')}\n`);
  if (secrets.token === undefined && !isLoopback(listen.host)) io.err(`${say(knowledge, 'exporter.open')}\n`);
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await server.close();
  return EXIT.healthy;
};

function measureBy(io: Io): Measure {
  return async ({ target, module, timeoutMs }, mayDial) => {
    const options = { deep: module.deep, timeoutMs, amongMany: true, mayDial };
    const examined = await examine(target, options, io);
    const { model } = await io.knowledge();
    return measurementOf(examined, judge(model, examined.facts).verdict, model);
  };
}

/** Certificates with their chain and keys are some kilobytes. */
const MAX_SECRET_BYTES = 1_048_576;

/** The files that hold what nobody else may read; a sentence says which one cannot be used. */
async function readSecrets({ tls, tokenFile }: ExporterConfig): Promise<Secrets | Sentence> {
  const read = (file: string) => readTextAtMost(file, MAX_SECRET_BYTES);
  const [cert, key, token] = await Promise.all([
    tls === undefined ? undefined : read(tls.certificate),
    tls === undefined ? undefined : read(tls.key),
    tokenFile === undefined ? undefined : read(tokenFile),
  ]);
  if (tls !== undefined && (cert === undefined || key === undefined)) return { key: 'cli.exporter.tls-unreadable' };
  const served = cert === undefined || key === undefined ? undefined : { cert, key };
  const unusable = served && whyUnusable(served);
  if (unusable !== undefined) return { key: 'cli.exporter.tls-unusable', values: { reason: unusable } };
  const trimmed = token?.trim();
  if (tokenFile !== undefined && (trimmed === undefined || !/^\S{16,}$/.test(trimmed)))
    return { key: 'cli.exporter.token' };
  return { tls: served, token: trimmed };
}

function whyUnusable(served: NonNullable<Secrets['tls']>): string | undefined {
  try {
    createSecureContext(served);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
