import type { ResponseContent, ResponseStatus } from '@flex-sync-suite/shared/contract';
import { planImport, type ExistingResponse, type ImportPlan, type ImportRecord } from './response-import';

const content = (title: string, shortcut: string | null = null): ResponseContent => ({
  title,
  shortcut,
  category: null,
  tags: [],
  channels: [],
  variants: [{ language: 'en', channel: null, body: 'x' }],
});
const existing = (
  id: string,
  title: string,
  shortcut: string | null = null,
  status: ResponseStatus = 'published',
): ExistingResponse => ({ id, status, ...content(title, shortcut) });
const record = (line: number, title: string, shortcut: string | null = null, more: Partial<ImportRecord> = {}) => ({
  line,
  id: null,
  status: null,
  content: content(title, shortcut),
  ...more,
});
function planned<Existing extends ExistingResponse>(records: ImportRecord[], known: Existing[]): ImportPlan<Existing> {
  const plan = planImport(records, known);
  for (let step = plan.next(); ; step = plan.next()) if (step.done === true) return step.value;
}
const targets = (records: ImportRecord[], known: ExistingResponse[]) =>
  planned(records, known).steps.map(({ before }) => before?.id ?? 'new');

test('a record updates the response of its id, else of its shortcut, else of its title', () => {
  const known = [existing('a', 'A', 'one'), existing('b', 'B', 'two'), existing('c', 'C')];
  const records = [record(1, 'X', 'two'), record(2, 'Y', null, { id: 'a' }), record(3, ' ｃ'), record(4, 'Z')];
  expect(targets(records, known)).toEqual(['b', 'a', 'c', 'new']);
});

test.each(['か が', 'は ば ぱ', 'กา ก่า ก้า', 'कल काल कील', 'и й', 'все всё', 'resume résumé'])(
  'titles of "%s" that differ by marks alone are responses of their own',
  (titles) => {
    const [first = '', ...others] = titles.split(' ');
    const records = others.map((title, index) => record(index + 1, title));
    expect(targets(records, [existing('a', first)])).toEqual(others.map(() => 'new'));
  },
);

test('each response is updated once, and one in use before a retired one', () => {
  const known = [existing('old', 'Same', null, 'retired'), existing('live', 'Same')];
  expect(targets([record(1, 'Same'), record(2, 'same'), record(3, 'SAME')], known)).toEqual(['live', 'old', 'new']);
});

test('a title does not take the response that another record has the shortcut of', () => {
  const known = [existing('a', 'Same', 'one')];
  expect(targets([record(1, 'Same', 'other'), record(2, 'Same', 'ONE')], known)).toEqual(['new', 'a']);
});

test('an id of another library says nothing', () => {
  expect(targets([record(1, 'A', null, { id: 'elsewhere' })], [existing('a', 'A')])).toEqual(['a']);
});

test('what is the same is not changed; without a status it stays what it is, and a new one is a draft', () => {
  const known = [existing('a', 'A'), existing('b', 'B')];
  const { steps } = planned([record(1, 'A'), record(2, 'B', null, { status: 'retired' }), record(3, 'C')], known);
  expect(steps.map(({ status, isChanged }) => [status, isChanged])).toEqual([
    ['published', false],
    ['retired', true],
    ['draft', true],
  ]);
});

test('what a file does not say stays as it is; what it says to be empty is emptied', () => {
  const known = { ...existing('a', 'A', 'one'), tags: ['x'], category: 'C' };
  const { variants } = known;
  const said = { title: 'A', variants, category: null };
  expect(planned([record(1, 'A', null, { content: said })], [known]).steps[0]).toMatchObject({
    isChanged: true,
    content: { shortcut: 'one', tags: ['x'], category: null },
  });
  const silent = { title: 'A', variants };
  expect(planned([record(1, 'A', null, { content: silent })], [known]).steps[0]?.isChanged).toBe(false);
});

test('two responses may trade their shortcuts', () => {
  const known = [existing('a', 'A', 'one'), existing('b', 'B', 'two')];
  expect(planned([record(1, 'A', 'two', { id: 'a' }), record(2, 'B', 'one', { id: 'b' })], known).problems).toEqual([]);
});

test('names every line whose shortcut another response has, of the file or of the library', () => {
  const known = [existing('a', 'Kept', 'taken'), existing('b', 'Gone', 'free', 'retired'), existing('c', 'C')];
  const records = [
    record(2, 'New', 'mine'),
    record(3, 'Other', 'MINE'),
    record(4, 'C', 'Taken', { id: 'c' }),
    record(5, 'Fine', 'taken', { status: 'retired', id: 'b' }),
  ];
  expect(planned(records, known).problems).toEqual([
    { line: 3, field: 'shortcut', message: 'The shortcut /MINE belongs to line 2 already.' },
    { line: 4, field: 'shortcut', message: 'The shortcut /Taken belongs to "Kept" of the library already.' },
  ]);
});

test('names what is too large, and what may not become a draft', () => {
  const body = 'x'.repeat(17_000);
  const large = { ...content('A'), variants: [{ language: 'en', channel: null, body }] };
  const records = [record(2, 'New', null, { content: large }), record(3, 'B', null, { status: 'draft' })];
  const { problems } = planned(records, [existing('b', 'B')]);
  expect(problems.map(({ line, field }) => [line, field])).toEqual([
    [2, 'variants'],
    [3, 'status'],
  ]);
});
