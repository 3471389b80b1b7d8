/** Scripts that are written from the right, as their ISO 15924 codes begin. */
const FROM_THE_RIGHT = /^(?:Ara|Heb|Syr|Thaa|Nko|Adl|Roh)/;

/** Which way a language is written. Not every browser has `getTextInfo`; every one knows a language's script. */
export const directionOf = (language: string): 'rtl' | 'ltr' =>
  FROM_THE_RIGHT.test(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
