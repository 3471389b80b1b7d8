import Command from './Command.astro';
import HelperStates from './HelperStates.astro';
import Link from './Link.astro';
import Questions from './Questions.astro';
import Step from './Step.astro';
import TableRoom from './TableRoom.astro';

/** What plain Markdown becomes on our pages. */
export const onPages = { a: Link, pre: Command, table: TableRoom };

/** The site's own pages may also show what is kept elsewhere. */
export const inPages = { ...onPages, HelperStates };

/** Guides may also name a step, or the questions of their front matter, where they belong. */
export const inGuides = { ...onPages, Questions, Step };
