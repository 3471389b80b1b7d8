import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { viewOf } from '../../machines/diagnosis/view.ts';
import type { CauseId, QuestionId } from '../../machines/vocabulary.ts';
import { diagnosis, knowledge } from './known.ts';

/** Nobody says so more often in a row: then they ask for the best guess. */
const BLANKS_IN_A_ROW = 3;
/** After the text and its button. Each answer, outcome of a try and way on is a tap. */
const TAPS_AT_MOST = 5;

interface Person {
  readonly words: string;
  readonly causes: readonly CauseId[];
  /** All that this person can see or try; to anything else they say that they do not know. */
  readonly sees: { readonly [Q in QuestionId]?: string };
}

const PEOPLE: Readonly<Record<string, Person>> = {
  'VPN is off': {
    words: 'error 0x204, it works in the office but not from home, mac',
    causes: ['vpn-needed'],
    sees: { vpn: 'fails-only-without', client: 'mac' },
  },
  'PC is asleep': {
    words: 'my pc at home goes to sleep and then I cannot connect',
    causes: ['host-off'],
    sees: { 'host-power': 'asleep', vpn: 'not-used' },
  },
  'hotel network': {
    words: 'it does not connect on the hotel wifi, at home it works',
    causes: ['captive-network', 'port-blocked', 'network-path', 'middlebox'],
    sees: { captive: 'yes', 'other-network': 'works', 'host-power': 'up', vpn: 'not-used' },
  },
  'wrong name': {
    words: 'it works with the ip address but not with the name',
    causes: ['wrong-address'],
    sees: { 'by-address': 'works', name: 'not-found', 'host-power': 'up', vpn: 'not-used' },
  },
  'changed password': {
    words: 'since I changed my password it says my credentials did not work',
    causes: ['bad-credentials'],
    sees: { 'recent-change': 'password', credentials: 'rejected', 'sign-in-way': 'saved' },
  },
  'Windows Home': {
    words: 'the other pc has windows 11 home',
    causes: ['rdp-disabled'],
    sees: { 'host-kind': 'windows-home', 'host-power': 'up', vpn: 'not-used' },
  },
  'PIN in place of a password': {
    words: 'I always sign in with my pin and remote desktop does not accept it',
    causes: ['sign-in-method', 'bad-credentials'],
    sees: { 'sign-in-way': 'hello', credentials: 'rejected', progress: 'prompt' },
  },
};

test.each(Object.entries(PEOPLE))('first words: %s → the fix, in few taps', (_, person) => {
  const { taps, cause, trace } = play(person);
  expect(person.causes, trace.join(' → ')).toContain(cause);
  expect(taps, trace.join(' → ')).toBeLessThanOrEqual(TAPS_AT_MOST);
});

function play({ words, sees }: Person) {
  const actor = createActor(diagnosis, { input: { probe: false } });
  actor.start();
  actor.send({ type: 'text.pasted', text: words });
  actor.send({ type: 'reading.taken' });
  const trace: string[] = [];
  let taps = 0;
  let blanks = 0;
  for (; taps < 12; taps++) {
    const view = viewOf(actor.getSnapshot(), knowledge);
    const isTired = view.screen === 'asking' && blanks >= BLANKS_IN_A_ROW;
    if (view.screen === 'cannot-tell' || isTired) actor.send({ type: 'verdict.requested' });
    else if (view.question === undefined) break;
    else {
      const { id } = view.question;
      const answer = id === 'reach' ? undefined : sees[id];
      blanks = answer === undefined ? blanks + 1 : 0;
      trace.push(`${id}: ${answer ?? '?'}`);
      actor.send(
        answer === undefined ? { type: 'question.skipped' } : { type: 'question.answered', question: id, answer },
      );
    }
  }
  const { verdict, remedy, screen } = viewOf(actor.getSnapshot(), knowledge);
  if (screen !== 'concluded') throw new Error(`${screen}: ${trace.join(' → ')}`);
  expect(remedy?.remedy).not.toBe('');
  return { taps, cause: verdict?.cause, trace: [...trace, `${verdict?.cause} ${verdict?.level}`] };
}
