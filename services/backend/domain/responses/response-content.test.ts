import { MAX_RESPONSE_BYTES, type ResponseContent } from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { contentProblem, documentBytes, isSameContent, normalizeContent, shortcutKey } from './response-content';
import { firstListWithRoom, mayMove } from './response-places';

const content = (given: Partial<ResponseContent> = {}): ResponseContent => ({
  title: 'Greeting',
  shortcut: null,
  category: null,
  tags: [],
  channels: [],
  variants: [{ language: 'en', channel: null, body: 'Hello' }],
  ...given,
});

test('a tag or channel that is there twice is there once, as it was written first', () => {
  expect(
    normalizeContent(content({ tags: ['Billing', 'billing', 'x'], channels: ['sms', 'web', 'sms'] })),
  ).toMatchObject({
    tags: ['Billing', 'x'],
    channels: ['sms', 'web'],
  });
});

test('shortcuts are the same whatever their case and however their accents are encoded', () => {
  expect(shortcutKey('RU\u0308CK')).toBe(shortcutKey('r\u00fcck'));
  expect(shortcutKey(null)).toBeNull();
});

test('contents are the same when their normal forms are', () => {
  expect(isSameContent(content({ tags: ['a', 'A'] }), content({ tags: ['a'] }))).toBe(true);
  expect(isSameContent(content({ tags: ['a', 'b'] }), content({ tags: ['b', 'a'] }))).toBe(false);
});

test('the size of the Document is that of its UTF-8, whatever its numbers grow to', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(), (body, revision) => {
      const one = content({ variants: [{ language: 'en', channel: null, body }] });
      const at = new Date(0).toISOString();
      const id = `abcdefghijkl.${'0'.repeat(12)}`;
      const document = { schema: 1, v: revision, asOf: at, id, revision, updatedAt: at, ...one };
      expect(documentBytes(one)).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(document)));
    }),
  );
});

test('one byte more than Sync takes is a problem that tells the size', () => {
  const filled = (bytes: number) => content({ variants: [{ language: 'en', channel: null, body: 'x'.repeat(bytes) }] });
  const room = MAX_RESPONSE_BYTES - documentBytes(filled(0));
  expect(contentProblem(filled(room))).toBeNull();
  expect(contentProblem(filled(room + 1))).toEqual({
    code: 'document_too_large',
    field: 'variants',
    message: 'The response takes 16,385 bytes of the 16,384 that Sync takes: make it shorter.',
  });
});

test('the same language may have a text for all channels and one for each', () => {
  const text = { language: 'en', body: 'x' };
  const variants = [
    { ...text, channel: null },
    { ...text, channel: 'sms' },
  ];
  expect(contentProblem(content({ variants }))).toBeNull();
  const again = [...variants, { ...text, language: 'EN', channel: 'sms' }];
  expect(contentProblem(content({ variants: again }))).toMatchObject({ code: 'duplicate_variant' });
});

test('the first List with room is taken, gaps first', () => {
  expect(firstListWithRoom(new Map())).toBe(0);
  expect(firstListWithRoom(new Map([[0, 199]]))).toBe(1);
  expect(
    firstListWithRoom(
      new Map([
        [0, 199],
        [1, 198],
        [2, 199],
      ]),
    ),
  ).toBe(1);
});

test('every status may follow every other, but what is published is no draft before it was retired', () => {
  const all = ['draft', 'published', 'retired'] as const;
  const refused = all.flatMap((from) => all.filter((to) => !mayMove(from, to)).map((to) => `${from} ${to}`));
  expect(refused).toEqual(['published draft']);
});
