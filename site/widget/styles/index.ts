import { controls } from './controls.styles.ts';
import { pathStyles } from './path.styles.ts';
import { screens } from './screens.styles.ts';
import { signs } from './signs.styles.ts';
import { tokens } from './tokens.styles.ts';

/** Later sheets may lean on earlier ones: tokens first. */
export const styles = [tokens, controls, pathStyles, signs, screens];
