/** The element of the page with this id; a missing one is a mistake of ours. */
export function find<E extends Element>(id: string, kind: abstract new () => E): E {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`no ${kind.name} with id ${id}`);
  return element;
}
