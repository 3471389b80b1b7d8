import type { Reader } from '../observation.ts';
import { ping } from './ping.ts';
import { testNetConnection } from './test-net-connection.ts';

/** Every reader, one a tool. Order has no meaning. */
export const READERS: readonly Reader[] = [ping, testNetConnection];
