import { offerCopying } from './copy.ts';
import { keepOffline } from './offline.ts';

offerCopying();
void keepOffline();
