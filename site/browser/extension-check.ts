import { fromCallback } from 'xstate';
import { readExtensionMessage, writePageMessage } from '../../extension/wire/bridge.ts';
import type { CheckActor } from '../../machines/diagnosis/diagnosis.machine.ts';
import type { Target } from '../../machines/target/target.ts';

/** The flow's probe, through the extension's content script. Stopping the actor cancels the check. */
export const extensionCheck: CheckActor = fromCallback<{ type: string }, { target: Target }>(({ sendBack, input }) => {
  const id = crypto.randomUUID();
  const listen = ({ source, origin, data }: MessageEvent) => {
    if (source !== window || origin !== location.origin) return;
    const message = readExtensionMessage(data);
    if (message?.kind === 'event' && message.id === id) sendBack(message.event);
  };
  addEventListener('message', listen);
  postMessage(writePageMessage({ kind: 'check', id, target: input.target }), location.origin);
  return () => {
    removeEventListener('message', listen);
    postMessage(writePageMessage({ kind: 'cancel', id }), location.origin);
  };
});
