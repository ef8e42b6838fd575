import fc from 'fast-check';
import { linkedAttributes, MAX_ATTRIBUTES_LENGTH } from './worker-link';

const LISTS = ['ES1', 'ES2'];
const link = { lists: LISTS, personal: [] };

test.each(['{}', '', '  '])('adds the link to attributes "%s"', (text) => {
  expect(linkedAttributes(text, link)).toEqual({
    outcome: 'changed',
    attributes: '{"canned_responses":{"lists":["ES1","ES2"]}}',
  });
});

test('names the personal Lists when there are any', () => {
  const linked = linkedAttributes('{}', { lists: LISTS, personal: ['ES2'] });
  expect(linked).toEqual({
    outcome: 'changed',
    attributes: '{"canned_responses":{"lists":["ES1","ES2"],"personal":["ES2"]}}',
  });
});

test('writes nothing when the link is there, and nothing for a worker that never had one and needs none', () => {
  expect(linkedAttributes('{"a":1,"canned_responses":{"lists":["ES1","ES2"]}}', link)).toEqual({ outcome: 'same' });
  expect(linkedAttributes('{"a":1}', { lists: [], personal: [] })).toEqual({ outcome: 'same' });
});

test.each([
  '{"canned_responses":{"lists":["ES2","ES1"]}}',
  '{"canned_responses":{"lists":["ES1","ES2"],"personal":[]}}',
  '{"canned_responses":{"lists":["ES1","ES2"],"more":1}}',
  '{"canned_responses":null}',
  '{"canned_responses":["ES1","ES2"]}',
])('rewrites what differs: %s', (text) => {
  expect(linkedAttributes(text, link)).toMatchObject({ outcome: 'changed' });
});

test('empties the link of a worker that lost its last library', () => {
  expect(linkedAttributes('{"canned_responses":{"lists":["ES1"]}}', { lists: [], personal: [] })).toEqual({
    outcome: 'changed',
    attributes: '{"canned_responses":{"lists":[]}}',
  });
});

test.each(['not json', '[]', '"text"', 'null', '7'])('refuses attributes that are no object: %s', (text) => {
  expect(linkedAttributes(text, link)).toMatchObject({ outcome: 'refused' });
});

test('refuses what TaskRouter would not take', () => {
  const room = MAX_ATTRIBUTES_LENGTH - '{"n":"","canned_responses":{"lists":["ES1","ES2"]}}'.length;
  const withNote = (length: number) => linkedAttributes(JSON.stringify({ n: 'x'.repeat(length) }), link);
  expect(withNote(room)).toMatchObject({ outcome: 'changed' });
  expect(withNote(room + 1)).toMatchObject({ outcome: 'refused' });
});

test('big numbers, what is no number of JavaScript, fractions of nothing and the order of keys stay', () => {
  const theirs = '"id":12345678901234567890,"rating":1.0,"levels":{"10":1,"2":3},"exp":1e400,"price":1.10';
  expect(linkedAttributes(`{${theirs}}`, link)).toEqual({
    outcome: 'changed',
    attributes: `{${theirs},"canned_responses":{"lists":${JSON.stringify(LISTS)}}}`,
  });
});

/** JSON text as people and other programs write it, which no printer of ours would. */
const spacing = fc.constantFrom('', '', ' ', '\n  ', '\t', '\r\n');
const oddNumber = fc.oneof(
  fc.constantFrom('1.0', '1.10', '1e400', '-0', '1E+2', '90071992547409931', '-0.0', '1e-400'),
  fc.bigInt().map(String),
  fc.tuple(fc.bigInt({ min: 0n }), fc.stringMatching(/^\d{1,30}$/)).map(([whole, part]) => `${String(whole)}.${part}`),
);
const escaped = (text: string): string =>
  `"${text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
const oddString = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.string({ unit: 'grapheme' }).map(escaped),
  fc.constantFrom('"\\/"', '"\u2028"', '"// no comment"', '"/* none */"', '"\\ud800"', '"{"', '"\\"]"'),
);
const key = fc.oneof(oddString, fc.constantFrom('"10"', '"2"', '"a"', '"__proto__"', '"Canned_Responses"', '""'));
const { oddObject } = fc.letrec<{ oddValue: string; oddObject: string; oddArray: string }>((tie) => ({
  oddValue: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(oddNumber, oddString, fc.constantFrom('true', 'false', 'null')),
    tie('oddObject'),
    tie('oddArray'),
  ),
  oddArray: joined('[', ']', tie('oddValue')),
  oddObject: joined(
    '{',
    '}',
    fc.tuple(key, spacing, spacing, tie('oddValue')).map(([name, a, b, value]) => `${name}${a}:${b}${value}`),
  ),
}));

function joined(open: string, close: string, part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(spacing, fc.array(fc.tuple(spacing, part, spacing), { maxLength: 5 }))
    .map(([inside, parts]) =>
      parts.length === 0
        ? `${open}${inside}${close}`
        : `${open}${parts.map((three) => three.join('')).join(',')}${close}`,
    );
}

const written = JSON.stringify({ lists: LISTS });

test('every other byte stays as it was, however the text is written', () => {
  fc.assert(
    fc.property(oddObject, spacing, spacing, (object, before, after) => {
      fc.pre(object.length < MAX_ATTRIBUTES_LENGTH / 2);
      const text = `${before}${object}${after}`;
      const linked = linkedAttributes(text, link);
      if (linked.outcome !== 'changed') throw new Error(linked.outcome);
      const added = `"canned_responses":${written}`;
      const isEmpty = Object.keys(JSON.parse(text) as object).length === 0;
      expect(linked.attributes.replace(isEmpty ? added : `,${added}`, () => '')).toBe(text);
      expect((JSON.parse(linked.attributes) as Record<string, unknown>)['canned_responses']).toEqual({ lists: LISTS });
      expect(linkedAttributes(linked.attributes, link)).toEqual({ outcome: 'same' });
    }),
    { numRuns: 500 },
  );
});

test('an older link gives way in its place, and what stands around it stays', () => {
  const ours = fc.constantFrom('"canned_responses"', escaped('canned_responses'));
  const members = fc.array(fc.tuple(spacing, key, oddNumber), { maxLength: 4 });
  const older = fc.oneof(oddObject, oddNumber, fc.constantFrom('null', '{"lists":["ES1"]}', '[]'));
  fc.assert(
    fc.property(members, members, ours, older, spacing, (first, last, name, value, space) => {
      fc.pre(value.length < MAX_ATTRIBUTES_LENGTH / 2);
      const textWith = (linkText: string): string =>
        `{${[...first, [space, name, linkText] as const, ...last].map(([a, b, c]) => `${a}${b}${a}:${a}${c}`).join(`${space},`)}}`;
      expect(linkedAttributes(textWith(value), link)).toEqual({ outcome: 'changed', attributes: textWith(written) });
      expect(linkedAttributes(textWith(written), link)).toEqual({ outcome: 'same' });
    }),
  );
});

test('a link that is there twice is right in both places, whichever a reader takes', () => {
  const text = `{"canned_responses":{"lists":[]}, "a":1.0, "canned_responses":${written}}`;
  const attributes = `{"canned_responses":${written}, "a":1.0, "canned_responses":${written}}`;
  expect(linkedAttributes(text, link)).toEqual({ outcome: 'changed', attributes });
});

test.each(['{"a":1,}', '{"a":1 // note\n}', '{a:1}', "{'a':1}", '{"a":01}', '\ufeff{}', '{"a":1}{}', '{"a":NaN}'])(
  'refuses what only a forgiving reader takes for JSON: %j',
  (text) => {
    expect(linkedAttributes(text, link)).toMatchObject({ outcome: 'refused' });
  },
);
