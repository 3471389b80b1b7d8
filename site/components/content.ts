import Command from './Command.astro';
import Link from './Link.astro';
import Step from './Step.astro';
import TableRoom from './TableRoom.astro';

/** What plain Markdown becomes on our pages. */
export const onPages = { a: Link, pre: Command, table: TableRoom };

/** Guides may also name a step where it belongs. */
export const inGuides = { ...onPages, Step };
