import type { System } from './systems.ts';

/** A remedy apart: what stands on the verdict itself, and what is folded under it. HTML of our own content. */
export interface FirstThing {
  readonly first: string;
  readonly rest: string;
  readonly others: string;
}

/** More than two steps are not taken in by somebody in a hurry. */
const STEPS = 2;

/** The first thing to do on one system. Total: a remedy that names no systems is everybody's. */
export function firstThing(remedy: string, system: System | undefined): FirstThing {
  const { mine, others } = bySystem(elementsOf(remedy), system);
  const { first, rest } = cut(mine);
  return { first, rest, others: others.join('') };
}

function bySystem(blocks: readonly string[], system: System | undefined) {
  const others: string[] = [];
  const mine: string[] = [];
  const named = new Set(blocks.flatMap(block => (isLabelled(block) ? systemsIn(labelOf(block)) : [])));
  let owner: 'mine' | 'others' = 'mine';
  for (const block of blocks) {
    const isList = /^<[uo]l\b/.test(block);
    // A command under a paragraph belongs to it.
    if (!/^<pre\b/.test(block))
      owner =
        !isList && system !== undefined && named.has(system) && isOther(labelOf(block), system) ? 'others' : 'mine';
    if (owner === 'others') others.push(block);
    else mine.push(isList ? withoutOthers(block, system, others) : block);
  }
  return { mine, others };
}

const isLabelled = (block: string): boolean => systemsIn(labelOf(block)).length > 0;
const isOther = (label: string, system: System): boolean => {
  const systems = systemsIn(label);
  return systems.length > 0 && !systems.includes(system);
};

/** The bold words at the head of a paragraph or an item. */
const labelOf = (block: string): string => /^<(?:p|li)>\s*(?:<p>\s*)?<strong>([^<]*)<\/strong>/.exec(block)?.[1] ?? '';

/** A list whose items are one system each, at any depth, keeps those of this system. */
function withoutOthers(list: string, system: System | undefined, others: string[]): string {
  if (system === undefined) return list;
  return list.replace(/<ul>(?:(?!<ul>)[\s\S])*?<\/ul>/g, inner => {
    const items = elementsOf(inner.slice('<ul>'.length, -'</ul>'.length));
    const isBySystem = items.length > 1 && items.every(isLabelled);
    const kept = items.filter(item => !isOther(labelOf(item), system));
    if (!isBySystem || kept.length === 0) return inner;
    const left = items.filter(item => !kept.includes(item));
    if (left.length > 0) others.push(`<ul>${left.join('')}</ul>`);
    return `<ul>${kept.join('')}</ul>`;
  });
}

function cut(blocks: readonly string[]): Pick<FirstThing, 'first' | 'rest'> {
  const [head = '', ...tail] = blocks;
  const list = /^<ol(?: start="(\d+)")?>([\s\S]*)<\/ol>$/.exec(head);
  if (list === null) {
    const till = blocks.findIndex((block, index) => index > 0 && !/^<pre\b/.test(block));
    const end = till < 0 ? blocks.length : till;
    return { first: blocks.slice(0, end).join(''), rest: blocks.slice(end).join('') };
  }
  const start = Number(list[1] ?? 1);
  const items = elementsOf(list[2] ?? '');
  const later = items.slice(STEPS);
  if (later.length > 0) {
    const first = `<ol>${items.slice(0, STEPS).join('')}</ol>`;
    return { first, rest: `<ol start="${start + STEPS}">${later.join('')}</ol>${tail.join('')}` };
  }
  const commands = tail.findIndex(block => !/^<pre\b/.test(block));
  const end = commands < 0 ? tail.length : commands;
  return { first: [head, ...tail.slice(0, end)].join(''), rest: tail.slice(end).join('') };
}

/** How our content names them at the head of a paragraph or a list item. */
const NAMED: readonly (readonly [System, RegExp])[] = [
  ['windows', /\bWindows\b/],
  ['mac', /\bmacOS\b|\bMac\b/],
  ['ios', /\biPhone\b|\biPad\b|\bphone\b/],
  ['android', /\bAndroid\b|\bphone\b/],
  ['linux', /\bLinux\b|\bUbuntu\b|\bDebian\b|\bFedora\b|\bFlatpak\b/],
];

/** The systems that a label names; none where it is about something else. */
export function systemsIn(label: string): readonly System[] {
  return NAMED.flatMap(([system, name]) => (name.test(label) ? [system] : []));
}

const VOID = /^(?:br|hr)$/;

/** The outermost elements of well-formed markup, each whole; text between them is left out. */
export function elementsOf(markup: string): readonly string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = 0;
  for (const tag of markup.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    const [whole, closes, name = ''] = tag;
    if (VOID.test(name)) continue;
    if (closes === '') {
      if (depth === 0) start = tag.index;
      depth++;
    } else {
      depth--;
      if (depth === 0) elements.push(markup.slice(start, tag.index + whole.length));
    }
  }
  return elements;
}
