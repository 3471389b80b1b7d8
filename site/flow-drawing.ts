import { type DirectedGraphNode, toDirectedGraph } from 'xstate/graph';
import { createDiagnosis } from '../machines/diagnosis/diagnosis.machine.ts';
import type { Values } from '../machines/format.ts';

/** One way out of a state: what must happen, under which guard, and where it leads. */
export interface FlowEdge {
  readonly from: string;
  readonly on: string;
  readonly guard?: string;
  readonly to: string;
}

/** The flow as the machine has it: its states in order and every transition. */
export interface FlowGraph {
  readonly states: readonly string[];
  readonly edges: readonly FlowEdge[];
}

export function flowGraph(): FlowGraph {
  const undrawn = (): never => {
    throw new Error('a drawing runs nothing');
  };
  const root = toDirectedGraph(createDiagnosis({ judge: undrawn, interpret: undrawn }));
  const nodes = allNodes(root);
  return {
    states: nodes.map(({ id }) => nameOf(id)).filter(name => name !== ''),
    edges: nodes.flatMap(node => [...node.edges.map(edgeOf), ...alwaysEdges(node)]),
  };
}

const allNodes = (node: DirectedGraphNode): readonly DirectedGraphNode[] => [node, ...node.children.flatMap(allNodes)];

/** `verifying.trying` for `diagnosis.verifying.trying`; the machine itself has no name. */
const nameOf = (id: string): string => id.replace(/^diagnosis\.?/, '');

function edgeOf({ source, target, label, transition }: DirectedGraphNode['edges'][number]): FlowEdge {
  const on = label.text
    .replace(/^xstate\.after\.(\w+)\..*/, 'after $1')
    .replace(/^xstate\.error\.actor\..*/, 'error of the check');
  return { from: nameOf(source.id), on, ...guardOf(transition.guard), to: nameOf(target.id) };
}

/** Transitions without an event, which `toDirectedGraph` leaves out. */
function alwaysEdges({ stateNode }: DirectedGraphNode): readonly FlowEdge[] {
  return (stateNode.always ?? []).flatMap(({ guard, target }) =>
    (target ?? []).map(to => ({ from: nameOf(stateNode.id), on: 'always', ...guardOf(guard), to: nameOf(to.id) })),
  );
}

/** A guard by its name. */
function guardOf(guard: unknown): { readonly guard?: string } {
  return typeof guard === 'object' && guard !== null && 'type' in guard ? { guard: String(guard.type) } : {};
}

const WIDTH = 900;
const BOX_LEFT = 24;
const BOX_WIDTH = 470;
const ROW = 20;
const HEAD = 30;
const GAP = 26;

/**
 * The flow drawn from the code: a column of states, each with its ways out as rows, and an arc from every row to the
 * state that it leads to. Colours are the page's custom properties; without them it is ink on paper.
 */
export function flowSvg(say: (key: string, values?: Values) => string): string {
  const { states, edges } = flowGraph();
  const rows = (state: string) => edges.filter(edge => edge.from === state);
  let top = GAP;
  const boxes = new Map<string, { readonly top: number; readonly height: number }>();
  for (const state of states) {
    const height = HEAD + rows(state).length * ROW + 8;
    boxes.set(state, { top, height });
    top += height + GAP;
  }
  const drawn = states.map(state => {
    const box = boxes.get(state);
    if (box === undefined) return '';
    const lines = rows(state).map(({ on, guard, to }, index) => {
      const y = box.top + HEAD + index * ROW + 10;
      const words = `${on}${guard === undefined ? '' : ` [${guard}]`} → ${to === state ? say('flow.drawing.stays') : to}`;
      const target = boxes.get(to);
      const arc = target === undefined || to === state ? '' : arcOf(y, target.top + HEAD / 2);
      return `<text translate="no" fill="currentColor" x="${BOX_LEFT + 14}" y="${y + 4}">${escapeXml(words)}</text>${arc}`;
    });
    return `<g><rect x="${BOX_LEFT}" y="${box.top}" width="${BOX_WIDTH}" height="${box.height}" rx="8" fill="none" stroke="currentColor"/><text translate="no" class="state" fill="currentColor" font-weight="700" x="${BOX_LEFT + 14}" y="${box.top + 20}">${escapeXml(state)}</text>${lines.join('')}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow-drawing" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-labelledby="flow-title flow-desc">`,
    `<title id="flow-title">${escapeXml(say('flow.drawing'))}</title>`,
    `<desc id="flow-desc">${escapeXml(say('flow.drawing.states', { states: states.length, ways: edges.length }))}</desc>`,
    '<defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0l8 4l-8 4z" fill="currentColor"/></marker></defs>',
    ...drawn,
    '</svg>',
  ].join('\n');
}

/** Longer ways bulge further, so that arcs do not lie on each other. */
function arcOf(from: number, to: number): string {
  const right = BOX_LEFT + BOX_WIDTH;
  const bulge = right + 30 + Math.min(WIDTH - right - 50, Math.abs(to - from) * 0.22);
  return `<path d="M${right} ${from}C${Math.round(bulge)} ${from} ${Math.round(bulge)} ${to} ${right + 4} ${to}" fill="none" stroke="currentColor" marker-end="url(#flow-tip)"/>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
