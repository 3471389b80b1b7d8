/// <reference path="../../machines/reading/sentences/carried.d.ts" />
import sayings from '#sayings' with { type: 'json' };

export { sayings };
