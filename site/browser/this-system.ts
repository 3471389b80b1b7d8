import type { InstallSystem } from '../../extension/wire/downloads.ts';

/** Chromium says what it runs on, and what the processor is where a page asks; others only in their name. */
interface Browser {
  readonly userAgent: string;
  readonly userAgentData?: {
    readonly platform: string;
    readonly getHighEntropyValues: (hints: readonly string[]) => Promise<{ readonly architecture?: string }>;
  };
}

/** The systems that a browser may run on, the likeliest first; none where no helper is made for it, as on a phone. */
export function systemsOf({ userAgent, userAgentData }: Browser): readonly InstallSystem[] {
  const told = userAgentData?.platform ?? userAgent;
  if (/android|iphone|ipad|cros|chrome ?os/i.test(`${told} ${userAgent}`)) return [];
  if (/^windows|windows nt/i.test(told)) return ['windows'];
  if (/^macos|mac os x/i.test(told)) return ['macos'];
  if (!/linux/i.test(told)) return [];
  return /fedora|suse|red hat/i.test(userAgent) ? ['fedora', 'debian'] : ['debian', 'fedora'];
}

/** Opens what the person's own system needs, puts it first, and of its files the one for this processor. */
export async function openThisSystem(root: ParentNode, browser: Browser = navigator): Promise<void> {
  const own = systemsOf(browser);
  for (const system of own.toReversed()) {
    const fold = root.querySelector<HTMLDetailsElement>(`details[data-system="${system}"]`);
    const first = root.querySelector('details[data-system]');
    if (fold === null || first === null) continue;
    fold.open = true;
    if (fold !== first) first.before(fold);
  }
  const architecture = await architectureOf(browser);
  // Unknown where a browser does not say: then the usual one stays first.
  if (architecture === undefined) return;
  const isArm = /arm/i.test(architecture);
  for (const item of root.querySelectorAll<HTMLElement>('li[data-download]'))
    if (item.dataset.download?.endsWith('-arm64') === isArm) item.parentElement?.prepend(item);
}

async function architectureOf({ userAgentData }: Browser): Promise<string | undefined> {
  // A browser may refuse to say.
  return userAgentData?.getHighEntropyValues(['architecture']).then(
    ({ architecture }) => architecture || undefined,
    () => undefined,
  );
}
