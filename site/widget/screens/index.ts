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
export function screenOf(face: RenderContext, after: After | undefined): TemplateResult {
  const answers = after?.answers;
  return html`${answers?.guideLinks(face)}${main(face, after)} ${unkeptLine(face)}
    <div class="folds">${findOutFold(face, answers?.findingOut)}${answers?.proofFold(face)}${helperNote(face, answers?.helperHelp)}${history(face, answers?.historyEntries)}</div>`;
}

/** One quiet line: the flow goes on all the same. */
function unkeptLine({ unkept, say }: RenderContext): TemplateResult | typeof nothing {
  return unkept === undefined ? nothing : html`<p class="tiny unkept" role="status">${say(`case.${unkept}`)}</p>`;
}

function main(face: RenderContext, after: After | undefined): TemplateResult | typeof nothing {
  switch (face.view.screen) {
    case 'describing':
      return describing(face, after?.answers.understood);
    case 'asking':
      return asking(face, after?.answers);
    default:
      return after === undefined ? nothing : answerOf(face, after);
  }
}

function answerOf(face: RenderContext, { answers, handOver }: After): TemplateResult | typeof nothing {
  switch (face.view.screen) {
    case 'checking':
      return answers.checking(face);
    case 'reading':
      return answers.reading(face);
    case 'concluded':
      return answers.concluded(face);
    case 'cannot-tell':
      return answers.cannotTell(face);
    case 'crossed-off':
      return answers.crossedOff(face);
    case 'mending':
      return answers.mending(face);
    case 'verifying':
      return answers.verifying(face);
    case 'resolved':
      return answers.resolved(face);
    case 'handed-over':
      return answers.handedOver(face, handOver);
    default:
      return nothing;
  }
}
