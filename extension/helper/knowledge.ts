/// <reference path="../knowledge.d.ts" />
import carried from '#knowledge' with { type: 'json' };
import type { Knowledge } from '../../machines/knowledge.ts';

const { further = {} } = carried;

/** Every language that this program speaks; English always. */
export const languages: readonly string[] = [carried.language, ...Object.keys(further)];

/** The words and the model in one of them. */
export const knowledgeIn = (language: string): Knowledge => further[language] ?? carried;
