import { storableText } from '../../base/storable-text';
import { maskedText, pagePath } from './told-text';
import { Unusable } from './unusable';

const MASK = '•••';
/** Sync takes 16 KiB. */
const MOST_CHARACTERS = 16_384;
const MOST_LEVELS = 100;

/** In what a property is called, in lower case and without separators: how to reach somebody, and who somebody is. */
const PERSONAL =
  /mail|phone|mobile|telefon|^tel$|^fax|address|street|firstname|lastname|surname|fullname|givenname|birth|passw|secret|token|cookie|cardnumber|^card$|iban|^cv[cv]$|^ssn$|^ip(v[46])?$/u;

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}(?:Z|[+-]\d{2}:?\d{2})?)?$/u;
const URL_IN_TEXT = /https?:\/\/\S+/giu;
const IP_ADDRESS =
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/giu;

/**
 * What somebody wrote into an object of the tracker, as far as it may be stored. Its properties are on no list, since they
 * are the shop's own: those whose names say that they tell of a person are dropped, and all texts are masked as what a
 * visitor typed.
 * @throws Unusable for what is nested too deeply
 */
export const toldData = (data: object): object => withoutPersonal(data as Properties, 1);

type Properties = Readonly<Record<string, unknown>>;

function withoutPersonal(properties: Properties, level: number): object {
  const kept = Object.entries(properties)
    .filter(([name]) => !PERSONAL.test(name.toLowerCase().replace(/[^\p{L}\d]/gu, '')))
    .map(([name, value]) => [toldWords(name), told(value, level + 1)]);
  return Object.fromEntries(kept) as object;
}

function told(value: unknown, level: number): unknown {
  if (level > MOST_LEVELS) throw new Unusable(`its data has more than ${MOST_LEVELS} levels`);
  if (typeof value === 'string') return toldWords(value);
  if (Array.isArray(value)) return value.map((each) => told(each, level + 1));
  return typeof value === 'object' && value !== null ? withoutPersonal(value as Properties, level) : value;
}

/** A text without contacts, addresses on the net and queries of URLs. */
export function toldWords(text: string): string {
  if (INSTANT.test(text)) return text;
  if (text.startsWith('/')) return pagePath(text) ?? MASK;
  const plain = text.replace(URL_IN_TEXT, (url) => pagePath(url) ?? MASK).replace(IP_ADDRESS, MASK);
  return maskedText(storableText(plain), MOST_CHARACTERS);
}
