import lighthouse from 'lighthouse';
import { openBrowser } from './pages.ts';
import { freePort } from './ports.ts';

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Marks {
  /** Of 100. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** The audits that cost something, with what Lighthouse showed for them. */
  readonly costly: readonly string[];
}

export interface Judge {
  readonly judge: (url: string, categories?: readonly Category[]) => Promise<Marks>;
  readonly close: () => Promise<void>;
}

/** Lighthouse as it comes (a slow phone on a slow network), driving Debian's Chromium. */
export async function openLighthouse(): Promise<Judge> {
  const port = await freePort();
  const browser = await openBrowser([`--remote-debugging-port=${port}`]);
  return {
    async judge(url, categories = CATEGORIES) {
      const result = await lighthouse(url, {
        port,
        logLevel: 'error',
        onlyCategories: [...categories],
        // Nobody looks at it.
        disableFullPageScreenshot: true,
      });
      if (result === undefined) throw new Error(`lighthouse gave no result for ${url}`);
      const { categories: judged, audits, runtimeError } = result.lhr;
      if (runtimeError !== undefined) throw new Error(`lighthouse on ${url}: ${runtimeError.message}`);
      const weighed = Object.values(judged).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
      return {
        scores: Object.fromEntries(categories.map(name => [name, Math.round((judged[name]?.score ?? 0) * 100)])),
        costly: weighed.flatMap(({ id }) => {
          const { score, displayValue } = audits[id] ?? {};
          return typeof score === 'number' && score < 1 ? [`${id} ${displayValue ?? ''}`.trim()] : [];
        }),
      };
    },
    close: () => browser.close(),
  };
}
