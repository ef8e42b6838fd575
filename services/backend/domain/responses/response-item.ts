import type {
  CannedResponse,
  CannedResponseItem,
  LibraryKind,
  ResponseContent,
  ResponseId,
  SyncDocumentSid,
} from '@flex-sync-suite/shared/contract';

/** A published response, as far as its Document and its item in a List show it. */
export interface PublishedResponse extends ResponseContent {
  readonly id: ResponseId;
  readonly revision: number;
  /** UTC milliseconds. */
  readonly updatedAtMs: number;
}

/** The response as its Document carries it. */
export function responseDocument(response: PublishedResponse, v: number): CannedResponse {
  const { id, revision, title, shortcut, category, tags, channels, variants } = response;
  const updatedAt = new Date(response.updatedAtMs).toISOString();
  const content = { title, shortcut, category, tags, channels, variants };
  return { schema: 1, v, asOf: updatedAt, id, revision, updatedAt, ...content };
}

/** What an item says besides its response. */
export interface ItemContext {
  readonly documentSid: SyncDocumentSid;
  readonly libraryName: string;
  readonly libraryKind: LibraryKind;
}

/** Longest preview in one language, in characters. */
const PREVIEW_LENGTH = 160;

/**
 * The response as its item in a List carries it, shortened to `budgetBytes` of JSON in UTF-8 where it must be; `cut` then
 * names what is not whole. What an agent needs least goes first: previews, then what filters look at, then what a search
 * finds it by. Identifiers and the shortcut stay, and of the title, the languages and the channels something.
 *
 * @param budgetBytes must have room for the identifiers, a shortcut and the names of the fields: 700 is enough
 */
export function responseItem(
  response: PublishedResponse,
  context: ItemContext,
  budgetBytes: number,
): CannedResponseItem {
  const updatedAt = new Date(response.updatedAtMs).toISOString();
  const languages = [...new Set(response.variants.map(({ language }) => language))];
  const texts = languages.map((language) => ({ language, text: wholeTextOf(response, language) }));
  let item: CannedResponseItem = {
    schema: 1,
    // The widest v there is, so that no later v makes the item too large.
    v: Number.MAX_SAFE_INTEGER,
    asOf: updatedAt,
    documentSid: context.documentSid,
    id: response.id,
    revision: response.revision,
    libraryName: context.libraryName,
    libraryKind: context.libraryKind,
    title: response.title,
    shortcut: response.shortcut,
    category: response.category,
    tags: response.tags,
    languages,
    channels: response.channels,
    previews: previewsOf(texts, PREVIEW_LENGTH),
    updatedAt,
    cut: texts.some(({ text }) => codePoints(text).length > PREVIEW_LENGTH) ? ['previews'] : [],
  };
  for (const shorten of [previewShortener(texts), ...SHORTENERS]) {
    if (bytesOf(item) <= budgetBytes) break;
    item = shorten(item, budgetBytes);
  }
  return { ...item, v: 0 };
}

type Shortener = (item: CannedResponseItem, budgetBytes: number) => CannedResponseItem;

const bytesOf = (item: CannedResponseItem): number => new TextEncoder().encode(JSON.stringify(item)).length;

const withCut = (item: CannedResponseItem, field: CannedResponseItem['cut'][number]): CannedResponseItem =>
  item.cut.includes(field) ? item : { ...item, cut: [...item.cut, field] };

/** Keeps as much as fits of what `keep(item, n)` leaves, for n from 0 (least) to `most` (all). */
function fitting(
  item: CannedResponseItem,
  budgetBytes: number,
  most: number,
  keep: (item: CannedResponseItem, n: number) => CannedResponseItem,
): CannedResponseItem {
  let [fits, exceeds] = [0, most];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (bytesOf(keep(item, middle)) <= budgetBytes) fits = middle;
    else exceeds = middle;
  }
  return keep(item, fits);
}

/** Cuts what is longer, and says of a text of just this length that it is whole: by its length it could be cut. */
function previewsOf(texts: CannedResponseItem['previews'], length: number): CannedResponseItem['previews'] {
  const lengths = texts.map(({ text }) => codePoints(text).length);
  const isCut = lengths.some((each) => each > length);
  return texts.map(({ language, text }, index) => ({
    language,
    text: beginningOf(text, length),
    ...(isCut && lengths[index] === length ? { isWhole: true } : {}),
  }));
}

const previewShortener =
  (texts: CannedResponseItem['previews']): Shortener =>
  (item, budgetBytes) =>
    fitting(withCut(item, 'previews'), budgetBytes, PREVIEW_LENGTH, (whole, length) => ({
      ...whole,
      previews: previewsOf(texts, length),
    }));

const listShortener =
  (field: 'previews' | 'channels' | 'tags' | 'languages', least: 0 | 1): Shortener =>
  (item, budgetBytes) => {
    const { length } = item[field];
    if (length <= least) return item;
    return fitting(withCut(item, field), budgetBytes, length - least, (whole, n) => ({
      ...whole,
      [field]: whole[field].slice(0, least + n),
    }));
  };

const textShortener =
  (field: 'category' | 'libraryName' | 'title', least: 0 | 1): Shortener =>
  (item, budgetBytes) => {
    const text = item[field];
    if (text === null || codePoints(text).length <= least) return item;
    return fitting(withCut(item, field), budgetBytes, codePoints(text).length - least, (whole, n) => ({
      ...whole,
      [field]: beginningOf(text, least + n),
    }));
  };

const SHORTENERS: readonly Shortener[] = [
  listShortener('previews', 0),
  listShortener('channels', 1),
  listShortener('languages', 1),
  listShortener('tags', 0),
  textShortener('libraryName', 0),
  textShortener('category', 0),
  textShortener('title', 1),
];

const codePoints = (text: string): string[] => Array.from(text);

/** The first characters of a text, without half of a surrogate pair. */
const beginningOf = (text: string, length: number): string => codePoints(text).slice(0, length).join('');

/** The text for every channel, or else the first one, in one line. */
function wholeTextOf({ variants }: PublishedResponse, language: string): string {
  const inLanguage = variants.filter((variant) => variant.language === language);
  const { body } = inLanguage.find(({ channel }) => channel === null) ?? inLanguage[0] ?? { body: '' };
  return body.replaceAll(/\s+/g, ' ').trim();
}
