import type { Observation, Reader } from '../observation.ts';

/**
 * RDP Wrapper's own tools: the states that RDPConf shows, typed off or copied, and what its installer prints. Whoever has
 * them has a host whose Remote Desktop is patched.
 */
export const rdpWrapper: Reader = {
  id: 'rdp-wrapper',
  signs: ['listener state', 'listenerstate', 'wrapper state', 'rdp wrapper library'],
  read: ({ lines }) => {
    const states = lines.flatMap(statesIn);
    const patched = lines.findIndex(line => /^\W{0,4}RDP Wrapper Library v\d/i.test(line));
    const at = states.find(one => one.tool)?.observation?.at ?? patched;
    // RDPConf alone knows the state of a listener; that of a service is said by others too.
    const own = lines.some(line => line.length < 400 && /\b(?:listener|wrapper) ?state\b/i.test(line)) || patched >= 0;
    if (!own) return [];
    const absent = lines.some(line => line.length < 400 && /\bwrapper state\W{1,8}not installed/i.test(line));
    const found = states.flatMap(({ observation }) => (observation === undefined ? [] : [observation]));
    return absent ? found : [...found, { question: 'host-kind', answer: 'patched', at: Math.max(0, at) }];
  },
};

const STATES: readonly (readonly [RegExp, Observation['question'], string])[] = [
  [/\blistener ?state\W{0,8}(?:(?:is|was|with|shows?|says)\W{1,4})?not ?listening/i, 'listener', 'not-listening'],
  [/\blistener ?state\W{0,8}(?:(?:is|was|shows?|says)\W{1,4})?listening/i, 'listener', 'listening'],
  [/\bservice ?state\W{0,8}(?:(?:is|was|shows?|says)\W{1,4})?stopped/i, 'service-state', 'stopped'],
  [/\bservice ?state\W{0,8}(?:(?:is|was|shows?|says)\W{1,4})?running/i, 'service-state', 'running'],
];

function statesIn(line: string, at: number): { tool: boolean; observation?: Observation }[] {
  if (line.length > 400) return [];
  return STATES.flatMap(([words, question, answer]) =>
    words.test(line) ? [{ tool: question === 'listener', observation: { question, answer, at } }] : [],
  );
}
