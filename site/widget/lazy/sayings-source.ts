/// <reference path="../../../machines/reading/sentences/carried.d.ts" />
import sayings from '#carried-sayings';
import { carriedReader } from '../../../machines/reading/sentences/carried-reader.ts';

/** Sentences are read in the language they are in: that one is fetched, from beside the script, when a text is in it. */
export const sentences = carriedReader(sayings);
