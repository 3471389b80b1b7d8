import { prepareCommands } from './commands.ts';
import { keepOffline } from './offline.ts';

prepareCommands();
void keepOffline();
