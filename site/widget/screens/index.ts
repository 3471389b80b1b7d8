import { html, nothing, type TemplateResult } from 'lit';
import { asking, findOutFold } from './asking.ts';
import { checking } from './checking.ts';
import { describing } from './describing.ts';
import { type HandOver, handedOver, resolved } from './ending.ts';
import { helperNote, history } from './history.ts';
import { cannotTell, crossedOff } from './honest-end.ts';
import { mending, proofFold, verifying } from './mending.ts';
import { reading } from './reading.ts';
import type { Face } from './render-context.ts';
import { concluded } from './verdict.ts';

export function screenOf(face: Face, handOver: HandOver): TemplateResult {
  return html`${main(face, handOver)} ${unkeptLine(face)}
    <div class="folds">${findOutFold(face)}${proofFold(face)}${helperNote(face)}${history(face)}</div>`;
}

/** One quiet line: the flow goes on all the same. */
function unkeptLine({ unkept, say }: Face): TemplateResult | typeof nothing {
  return unkept === undefined ? nothing : html`<p class="tiny unkept" role="status">${say(`case.${unkept}`)}</p>`;
}

function main(face: Face, handOver: HandOver): TemplateResult | typeof nothing {
  switch (face.view.screen) {
    case 'describing':
      return describing(face);
    case 'checking':
      return checking(face);
    case 'asking':
      return asking(face);
    case 'reading':
      return reading(face);
    case 'concluded':
      return concluded(face);
    case 'cannot-tell':
      return cannotTell(face);
    case 'crossed-off':
      return crossedOff(face);
    case 'mending':
      return mending(face);
    case 'verifying':
      return verifying(face);
    case 'resolved':
      return resolved(face);
    case 'handed-over':
      return handedOver(face, handOver);
  }
}
