import { html, nothing, type TemplateResult } from 'lit';
import type { Answers } from '../lazy/load-answers.ts';
import { asking } from './asking.ts';
import { describing } from './describing.ts';
import type { HandOver } from './ending.ts';
import { findOutFold, helperNote, history } from './folds.ts';
import type { RenderContext } from './render-context.ts';

/** The screens after the first question, and what only the element can do for them. */
export interface After {
  readonly answers: Answers;
  readonly handOver: HandOver;
}

/** A screen that comes after the first question is drawn once `after` is here; the element sees to it. */
export function screenOf(context: RenderContext, after: After | undefined): TemplateResult {
  const answers = after?.answers;
  return html`${answers?.guideLinks(context)}${main(context, after)} ${unkeptLine(context)}
    <div class="folds">${findOutFold(context, answers?.findingOut)}${answers?.proofFold(context)}${helperNote(context, answers?.helperHelp)}${history(context, answers?.historyEntries)}</div>`;
}

/** One quiet line: the flow goes on all the same. */
function unkeptLine({ unkept, say }: RenderContext): TemplateResult | typeof nothing {
  return unkept === undefined ? nothing : html`<p class="tiny unkept" role="status">${say(`case.${unkept}`)}</p>`;
}

function main(context: RenderContext, after: After | undefined): TemplateResult | typeof nothing {
  switch (context.view.screen) {
    case 'describing':
      return describing(context, after?.answers.understood);
    case 'asking':
      return asking(context, after?.answers);
    default:
      return after === undefined ? nothing : answerOf(context, after);
  }
}

function answerOf(context: RenderContext, { answers, handOver }: After): TemplateResult | typeof nothing {
  switch (context.view.screen) {
    case 'checking':
      return answers.checking(context);
    case 'reading':
      return answers.reading(context);
    case 'concluded':
      return answers.concluded(context);
    case 'cannot-tell':
      return answers.cannotTell(context);
    case 'crossed-off':
      return answers.crossedOff(context);
    case 'mending':
      return answers.mending(context);
    case 'verifying':
      return answers.verifying(context);
    case 'resolved':
      return answers.resolved(context);
    case 'handed-over':
      return answers.handedOver(context, handOver);
    default:
      return nothing;
  }
}
