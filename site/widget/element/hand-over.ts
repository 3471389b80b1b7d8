import type { Facts } from '../../../machines/diagnosis/context.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { loadReport, reportNow } from '../lazy/load-report.ts';
import type { ReportPreview } from '../lazy/report-text.ts';
import { type EmbedAttributes, parseEmbedOptions } from '../options/embed-options.ts';
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
    report: () => previewOf(reported, hidden, calls),
    copy: () => calls.guard(copyReport(root, calls)),
    give: () => calls.guard(tellReport(reported, calls.tell).then(() => calls.copied(true))),
  };
}

/** The case was handed over. Where the page takes reports, the person gives it theirs with a button instead. */
export async function tellOfHandOver(
  embed: EmbedAttributes,
  reported: Reported,
  tell: HandOverCalls['tell'],
): Promise<void> {
  if (parseEmbedOptions(embed).handOver.kind !== 'event') await tellReport(reported, tell);
}

/** Emits the report to the page, with every host, user and address hidden. */
async function tellReport({ facts, knowledge }: Reported, tell: HandOverCalls['tell']): Promise<void> {
  const writer = await loadReport();
  if (writer === undefined) return;
  tell({ type: 'reconnect-handover', detail: { report: writer.reportOf(facts, knowledge, true) } });
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
function previewOf(
  { facts, knowledge }: Reported,
  hidden: boolean,
  { redraw, guard }: HandOverCalls,
): ReportPreview | undefined {
  const writer = reportNow();
  if (writer !== undefined) return writer.reportPreview(writer.reportOf(facts, knowledge, hidden), knowledge);
  // Where they cannot be had, the report stays empty and its button can be pressed again.
  guard(loadReport().then(loaded => loaded !== undefined && redraw()));
  return undefined;
}
