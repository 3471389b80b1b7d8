import { readExtensionMessage, writePageMessage } from '../../extension/wire/bridge.ts';
import type { RdpDiagnosis } from '../widget/index.ts';

/** Where the extension answers on this page, the flow can look for itself: the extension asks the person first. */
export function lookThroughExtension(flow: RdpDiagnosis): void {
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== window || origin !== location.origin || flow.check !== undefined) return;
    if (readExtensionMessage(data)?.kind === 'here') void equip(flow);
  });
  postMessage(writePageMessage({ kind: 'hello' }), location.origin);
}

async function equip(flow: RdpDiagnosis): Promise<void> {
  const { extensionCheck } = await import('./extension-check.ts');
  flow.check ??= extensionCheck;
}
