import type { Facts } from '../../../machines/diagnosis/context.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { lazyModulesNow, loadLazyModules } from '../lazy/load-lazy-modules.ts';
import type { ReportPreview } from '../lazy/report-text.ts';
import type { HandOver } from '../screens/ending.ts';
import { copyText } from './copying.ts';
import type { ReconnectEvent } from './events.ts';

/** What a report is written from, as it is when it is written. */
export interface Reported {
  readonly facts: Facts;
  readonly knowledge: Knowledge;
}

export interface HandOverCalls {
  readonly tell: (event: ReconnectEvent) => void;
  /** The report was copied, or given to the page. */
  readonly copied: (copied: boolean) => void;
  readonly redraw: () => void;
  /** Watches over what runs on. */
  readonly guard: (running: Promise<unknown>) => void;
}

/** What the hand-over screen can do for a case: show its report, copy it, and tell it to the page. */
export function handOverOf(reported: Reported, root: ParentNode, hidden: boolean, calls: HandOverCalls): HandOver {
  return {
    report: () => reportNow(reported, hidden, calls),
    copy: () => calls.guard(copyReport(root, calls)),
    give: () => calls.guard(tellReport(reported, calls.tell).then(() => calls.copied(true))),
  };
}

/** Emits the report to the page, with every host, user and address hidden. */
export async function tellReport({ facts, knowledge }: Reported, tell: HandOverCalls['tell']): Promise<void> {
  const parts = await loadLazyModules();
  if (parts === undefined) return;
  tell({ type: 'reconnect-handover', detail: { report: parts.reportOf(facts, knowledge, true) } });
}

async function copyReport(root: ParentNode, { copied }: HandOverCalls): Promise<void> {
  const report = root.querySelector('.report');
  if (report === null) return;
  const isCopied = await copyText(report);
  // Its text is selected then: the person copies it where it is seen.
  report.closest('details')?.toggleAttribute('open', !isCopied);
  copied(isCopied);
}

/** The report, or nothing yet; it is drawn again once there can be one. */
function reportNow(
  { facts, knowledge }: Reported,
  hidden: boolean,
  { redraw, guard }: HandOverCalls,
): ReportPreview | undefined {
  const parts = lazyModulesNow();
  if (parts !== undefined) return parts.reportPreview(parts.reportOf(facts, knowledge, hidden), knowledge);
  // Where they cannot be had, the report stays empty and its button can be pressed again.
  guard(loadLazyModules().then(later => later !== undefined && redraw()));
  return undefined;
}
