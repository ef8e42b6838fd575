import { CannedResponse, CannedResponseItem, SyncDocumentSid } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { responseDocument, responseItem, type PublishedResponse } from './response-item';

const BUDGET_BYTES = 1_024;
const context = {
  documentSid: v.parse(SyncDocumentSid, `ET${'0'.repeat(32)}`),
  libraryName: 'Billing',
  libraryKind: 'team' as const,
};
const refund: PublishedResponse = {
  id: 'billing00001.response0001',
  revision: 3,
  updatedAtMs: Date.parse('2026-03-02T10:00:00.000Z'),
  title: 'Refund',
  shortcut: 'refund',
  category: 'Money',
  tags: ['refund', 'money'],
  channels: ['web', 'sms'],
  variants: [
    { language: 'en', channel: 'sms', body: 'Short' },
    { language: 'en', channel: null, body: 'We  refund\nyou, {{customer.name}}.' },
    { language: 'es', channel: 'sms', body: 'Devolución' },
  ],
};
const bytesOf = (item: object): number => Buffer.byteLength(JSON.stringify({ ...item, v: Number.MAX_SAFE_INTEGER }));

test('says what an agent searches and sees, and that nothing is cut', () => {
  const item = responseItem(refund, context, BUDGET_BYTES);
  expect(v.parse(CannedResponseItem, item)).toEqual({
    schema: 1,
    v: 0,
    asOf: '2026-03-02T10:00:00.000Z',
    ...context,
    id: refund.id,
    revision: 3,
    title: 'Refund',
    shortcut: 'refund',
    category: 'Money',
    tags: ['refund', 'money'],
    languages: ['en', 'es'],
    channels: ['web', 'sms'],
    previews: [
      { language: 'en', text: 'We refund you, {{customer.name}}.' },
      { language: 'es', text: 'Devolución' },
    ],
    updatedAt: '2026-03-02T10:00:00.000Z',
    cut: [],
  });
});

test('a long text is shown by its beginning, and says so', () => {
  const long = { ...refund, variants: [{ language: 'en', channel: null, body: 'word '.repeat(500) }] };
  const { previews, cut } = responseItem(long, context, BUDGET_BYTES);
  expect(previews[0]?.text).toMatch(/^(?:word )+/);
  expect(previews[0]?.text).toHaveLength(160);
  expect(cut).toEqual(['previews']);
});

test('a text of just the length that others are cut to says that it is whole, at every length', () => {
  const lengthsOf = (previews: CannedResponseItem['previews']) => previews.map(({ text }) => Array.from(text).length);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 165 }), { minLength: 1, maxLength: 8 }), (lengths) => {
      const variants = lengths.map((length, index) => ({
        language: `x${String.fromCharCode(97 + index)}`,
        channel: null,
        body: '界'.repeat(length),
      }));
      const { previews, cut } = responseItem({ ...refund, variants }, context, BUDGET_BYTES);
      const longest = Math.max(...lengthsOf(previews));
      // What a reader makes of it: cut is what is as long as the longest, and does not say that it is whole.
      const isShownCut = previews.map(
        ({ text, isWhole }) => cut.includes('previews') && isWhole !== true && Array.from(text).length >= longest,
      );
      expect(isShownCut).toEqual(previews.map(({ text }, index) => Array.from(text).length < (lengths[index] ?? 0)));
    }),
    { numRuns: 300 },
  );
  const fitting = ['x', 'y'].map((letter, index) => ({
    language: index === 0 ? 'en' : 'es',
    channel: null,
    body: letter.repeat(160 + index),
  }));
  expect(responseItem({ ...refund, variants: fitting }, context, BUDGET_BYTES).previews).toEqual([
    { language: 'en', text: 'x'.repeat(160), isWhole: true },
    { language: 'es', text: 'y'.repeat(160) },
  ]);
});

test('cuts previews before anything that a search finds it by', () => {
  const wide = {
    ...refund,
    variants: ['en', 'es', 'fr', 'de', 'pt'].map((language) => ({ language, channel: null, body: '界'.repeat(500) })),
  };
  const item = responseItem(wide, context, BUDGET_BYTES);
  expect(item).toMatchObject({
    title: 'Refund',
    tags: refund.tags,
    languages: ['en', 'es', 'fr', 'de', 'pt'],
    cut: ['previews'],
  });
  expect(item.previews[0]?.text.length).toBeGreaterThan(5);
  expect(bytesOf(item)).toBeLessThanOrEqual(BUDGET_BYTES);
});

/** What takes the most bytes for its length: escapes of six, characters of three and four. */
const widest = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength }),
    fc.constantFrom('界', '😀', '\u0001', '\uD800', '"', '\\', 'a\u0301').map((unit) => {
      const repeated = unit.repeat(maxLength);
      return repeated.slice(0, maxLength);
    }),
  );
const language = fc
  .tuple(fc.stringMatching(/^[a-z]{2,3}$/), fc.array(fc.stringMatching(/^[A-Za-z0-9]{2,8}$/), { maxLength: 3 }))
  .map((parts) => parts.flat().join('-'));
const anyResponse: fc.Arbitrary<PublishedResponse> = fc.record({
  id: fc.constantFrom('billing00001.response0001', `WK${'f'.repeat(32)}.response0001`),
  revision: fc.nat(),
  updatedAtMs: fc.nat(),
  title: widest(120),
  shortcut: fc.option(fc.constantFrom('x', '界'.repeat(32), '𠮷'.repeat(32), 'नि'.repeat(32))),
  category: fc.option(widest(60)),
  tags: fc.array(widest(30), { maxLength: 10 }),
  channels: fc.array(fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}$/), { maxLength: 40 }),
  variants: fc.array(fc.record({ language, channel: fc.constant(null), body: widest(2_000) }), {
    minLength: 1,
    maxLength: 40,
  }),
});

test('stays within 1 KiB whatever is written, is true in what it keeps, and names what it cut', () => {
  fc.assert(
    fc.property(anyResponse, widest(60), (response, libraryName) => {
      const item = responseItem(response, { ...context, libraryName }, BUDGET_BYTES);
      expect(bytesOf(item)).toBeLessThanOrEqual(BUDGET_BYTES);
      expect(v.is(CannedResponseItem, item)).toBe(true);
      const isCut = (field: (typeof item.cut)[number]) => item.cut.includes(field);
      const languages = [...new Set(response.variants.map((variant) => variant.language))];
      expect([item.title === response.title, item.category === response.category]).toEqual([
        !isCut('title'),
        !isCut('category'),
      ]);
      expect(item.libraryName === libraryName).toBe(!isCut('libraryName'));
      expect(response.title.startsWith(item.title)).toBe(true);
      expect(item.title).not.toBe('');
      expect(item.tags).toEqual(isCut('tags') ? response.tags.slice(0, item.tags.length) : response.tags);
      expect(item.channels).toEqual(
        isCut('channels') ? response.channels.slice(0, Math.max(1, item.channels.length)) : response.channels,
      );
      expect(item.languages).toEqual(isCut('languages') ? languages.slice(0, item.languages.length) : languages);
      expect(item.shortcut).toBe(response.shortcut);
      expect(new Set(item.cut).size).toBe(item.cut.length);
    }),
    { numRuns: 500 },
  );
});

test('the Document carries the whole response, as the contract says', () => {
  const document = v.parse(CannedResponse, responseDocument(refund, 7));
  expect(document).toMatchObject({ v: 7, id: refund.id, revision: 3, title: 'Refund', variants: refund.variants });
  expect(document.asOf).toBe(document.updatedAt);
});
