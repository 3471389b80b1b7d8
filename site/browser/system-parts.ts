import { systemsIn } from '../../machines/diagnosis/first-thing.ts';
import type { System } from '../../machines/diagnosis/systems.ts';
import { ownSystem, rememberSystem } from './own-system.ts';

/** What people with one system do: a labelled paragraph or list item, with the commands under it. */
interface Part {
  readonly systems: readonly System[];
  readonly elements: readonly Element[];
}

/** Parts that stand in each other's place, and the button that shows those of the other systems. */
interface Group {
  readonly parts: readonly Part[];
  readonly button: HTMLButtonElement;
}

/** Opens what the person's own system needs on this page and folds the rest; the switch above changes it for every page. */
export function prepareSystems(switches: HTMLElement): void {
  const said = (others: readonly System[]) =>
    `${switches.dataset.others ?? ''} ${others.map(system => nameOf(switches, system)).join(', ')}`;
  const elsewhere = (switches.dataset.elsewhere ?? '').toLocaleLowerCase().split(', ');
  const isElsewhere = (label: string) => elsewhere.some(words => label.toLocaleLowerCase().includes(words));
  const places = [...document.querySelectorAll('.prose, .prose .inside, .prose ul')];
  const groups = places.flatMap(place => groupsIn(place, isElsewhere));
  switches.hidden = groups.length === 0;
  const show = (own: System | undefined) => {
    for (const group of groups) showFor(group, own, said);
  };
  const own = ownSystem();
  const chosen = switches.querySelector<HTMLInputElement>(`[value="${own}"]`);
  if (chosen) chosen.checked = true;
  show(own);
  switches.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    rememberSystem(target.value);
    show(ownSystem());
  });
}

/** What to do at the other computer is for everybody, whatever they sit at. */
type IsElsewhere = (label: string) => boolean;

function groupsIn(parent: Element, isElsewhere: IsElsewhere): readonly Group[] {
  const groups: Part[][] = [[]];
  let elements: Element[] | undefined;
  for (const child of parent.children) {
    const systems = labelledFor(child, isElsewhere);
    if (systems.length > 0) {
      elements = [child];
      groups.at(-1)?.push({ systems, elements });
    } else if (elements !== undefined && child.matches('.command')) elements.push(child);
    else {
      elements = undefined;
      groups.push([]);
    }
  }
  return groups.filter(parts => parts.length > 1).map(parts => ({ parts, button: buttonAfter(parts) }));
}

function labelledFor(element: Element, isElsewhere: IsElsewhere): readonly System[] {
  const [first] = element.childNodes;
  if (!element.matches('p, li') || !(first instanceof Element) || !first.matches('strong')) return [];
  const label = first.textContent ?? '';
  return isElsewhere(label) ? [] : systemsIn(label);
}

function buttonAfter(parts: readonly Part[]): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button plain others';
  const last = parts.at(-1)?.elements.at(-1);
  const list = last?.matches('li') ? last.parentElement : last;
  list?.after(button);
  return button;
}

/** Where nothing is said for the own system, all of it stands open: it may still help. */
function showFor({ parts, button }: Group, own: System | undefined, said: (others: readonly System[]) => string): void {
  const isOwn = (part: Part) => own === undefined || part.systems.includes(own);
  const folded = parts.some(isOwn) ? parts.filter(part => !isOwn(part)) : [];
  const fold = (isFolded: boolean) => {
    for (const part of parts)
      for (const element of part.elements) element.classList.toggle('elsewhere', isFolded && folded.includes(part));
    button.ariaExpanded = String(!isFolded);
  };
  fold(true);
  button.hidden = folded.length === 0;
  button.textContent = said([...new Set(folded.flatMap(part => part.systems))]);
  button.onclick = () => fold(button.ariaExpanded === 'true');
}

const nameOf = (switches: HTMLElement, system: System): string =>
  switches.querySelector(`[value="${system}"]`)?.parentElement?.textContent?.trim() ?? system;
