/** The element of index.html with this id; a missing one is a mistake of ours. */
export function find<E extends Element>(id: string, kind: abstract new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`no ${kind.name} with id ${id}`);
  return element;
}

export type PopupScreen = 'idle' | 'missing' | 'flow';

/** Shows one screen with its footer, and hides the others. */
export function show(screen: PopupScreen): void {
  document.body.dataset.screen = screen;
  for (const name of ['idle', 'missing', 'flow']) {
    find(name, HTMLElement).hidden = name !== screen;
    const base = document.getElementById(`base-${name}`);
    if (base !== null) base.hidden = name !== screen;
  }
}
