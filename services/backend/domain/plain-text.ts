/** Lower case without accents, for comparing what people write: "Müller" is found by "muller". */
export const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
