/// <reference path="../knowledge.d.ts" />
import knowledge from '#knowledge' with { type: 'json' };

export { knowledge };
