/** How much more room another language gets for the same words: its sentences are a third longer than ours and more. */
const FOR_TRANSLATIONS = 1.5;
const { RECONNECT_LANGUAGE: language = 'en' } = process.env;

/** A limit that is written for English, as it holds for the language that is built. */
export const roomFor = (max: number): number => (language === 'en' ? max : Math.ceil(max * FOR_TRANSLATIONS));
