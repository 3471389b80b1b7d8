import type { Known } from './case-fragment.ts';

/** Hands what is known to `<rdp-diagnosis>`. Works before its script has come as well as after. */
export function startFlow(known: Known): void {
  const flow = document.querySelector<HTMLElement>('rdp-diagnosis');
  if (!flow) return;
  for (const name of ['code', 'surface', 'target'] as const) {
    const value = known[name];
    if (value !== undefined) flow.setAttribute(name, value);
  }
  if (known.findings.length > 0) Object.assign(flow, { findings: known.findings });
  if (known.text !== undefined) Object.assign(flow, { text: known.text });
}
