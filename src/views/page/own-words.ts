/**
 * The suite says everything in English, whatever language the page is in: what its words are in reads from the left, or a
 * sentence that begins with a digit would be turned round. What people wrote has `dir="auto"`, on the element that cuts it.
 */
export const OWN_WORDS = { dir: 'ltr', lang: 'en' } as const;
