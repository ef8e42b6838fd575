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

test('other attributes survive, whatever they are called', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (attributes) => {
      const before = JSON.parse(JSON.stringify(attributes)) as Record<string, unknown>;
      const linked = linkedAttributes(JSON.stringify(attributes), link);
      if (linked.outcome !== 'changed') {
        fc.pre(false);
        return;
      }
      const { canned_responses: written, ...after } = JSON.parse(linked.attributes) as Record<string, unknown>;
      delete before['canned_responses'];
      expect(after).toEqual(before);
      expect(written).toEqual({ lists: LISTS });
    }),
  );
});
