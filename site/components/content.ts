import Code from './Code.astro';
import Command from './Command.astro';
import Contact from './Contact.astro';
import Downloads from './Downloads.astro';
import GatewayDrawing from './drawings/GatewayDrawing.astro';
import NlaDrawing from './drawings/NlaDrawing.astro';
import WayDrawing from './drawings/WayDrawing.astro';
import WhichFourDrawing from './drawings/WhichFourDrawing.astro';
import EmbedMaker from './EmbedMaker.astro';
import Fold from './Fold.astro';
import ForSystem from './ForSystem.astro';
import HelperStates from './HelperStates.astro';
import HostField from './HostField.astro';
import Installers from './Installers.astro';
import KnownFaults from './KnownFaults.astro';
import Link from './Link.astro';
import NoDownloads from './NoDownloads.astro';
import Questions from './Questions.astro';
import Step from './Step.astro';
import TableRoom from './TableRoom.astro';
import Updates from './Updates.astro';
import Walkthrough from './Walkthrough.astro';

/** What plain Markdown becomes on our pages. */
export const onPages = { a: Link, code: Code, pre: Command, table: TableRoom, KnownFaults };

/** The site's own pages may also show what is kept elsewhere. */
export const inPages = { ...onPages, Contact, Downloads, EmbedMaker, ForSystem, HelperStates, Installers, NoDownloads };

/** Guides may also name a step, the questions of their front matter, or a drawing, where they belong. */
export const inGuides = {
  ...onPages,
  Fold,
  HostField,
  Questions,
  Step,
  Updates,
  GatewayDrawing,
  NlaDrawing,
  Walkthrough,
  WayDrawing,
  WhichFourDrawing,
};
