import { withVariables } from './env-file';

test.each([
  ['', 'A=1\n'],
  ['# note\nB=2', '# note\nB=2\nA=1\n'],
  ['A=\nB=2\n', 'A=1\nB=2\n'],
  ['  A = old # remark\n', 'A=1\n'],
  ['export A=old\n', 'A=1\n'],
  // A name that only begins or ends like it, and one that is commented out, are others.
  ['AA=3\nXA=4\n#A=5\n', 'AA=3\nXA=4\n#A=5\nA=1\n'],
])('%j with A=1 is %j', (before, after) => {
  expect(withVariables(before, { A: '1' })).toBe(after);
});

test('a value is taken as it is, whatever it means in a pattern', () => {
  expect(withVariables('A=\n', { A: '$&$1' })).toBe('A=$&$1\n');
});
