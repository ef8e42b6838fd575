import { reckonActivity } from '../../../demo-shop/oracle/reckon-activity';
import { disturb } from '../../../demo-shop/shoppers/disturb';
import { generateShopping } from '../../../demo-shop/shoppers/generate-shopping';
import { createActivityIngest } from '../../ingest/activity/activity-ingest';
import { foldMarked } from '../../ingest/activity/fold-activity';
import { ACTIVITY_T0 } from '../../testing/activity-events';
import { openReal, type TestDatabase } from '../../testing/databases';
import { createActivityQuestions } from './activity-questions';

const DAY_MS = 86_400_000;
const [FROM, TO] = [ACTIVITY_T0 - DAY_MS, ACTIVITY_T0 + 2 * DAY_MS];
const supervisor = { identity: 'sue', actor: 'sue', roles: ['supervisor'], workerSid: null };
const range = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString(), format: 'json' as const };
const all = { limit: 500, offset: 0 };

let db: TestDatabase;
beforeAll(async () => {
  db = await openReal();
});
afterAll(() => db.close());

test('the four questions are answered as an independent reckoning answers them, whatever way the events came', async () => {
  const events = generateShopping({ seed: 7, visitors: 150, from: ACTIVITY_T0, overMs: DAY_MS / 2 });
  const arriving = disturb(events, { seed: 11, duplicates: 0.2, shuffle: true });
  const ingest = createActivityIngest({
    database: db.database,
    clock: { now: () => TO },
    consentCategory: 'Analytics',
  });
  const sentAt = new Date(TO).toISOString();
  const shop = { shopId: 'demo', secret: 's' };
  for (let start = 0; start < arriving.length; start += 100) {
    const outcomes = await ingest.accept({ shop, sentAt, messages: arriving.slice(start, start + 100) });
    expect(outcomes.filter((outcome) => outcome !== 'stored' && outcome !== 'duplicate')).toEqual([]);
    // Now and then, so that later events find folded customers.
    if (start % 500 === 0) await foldMarked(db.database, { secret: 's', now: () => TO, limit: 50 });
  }
  await ingest.close();
  while (((await foldMarked(db.database, { secret: 's', now: () => TO, limit: 200 }))?.owners ?? 0) > 0);

  const questions = createActivityQuestions({ database: db.database, now: () => TO, zone: 'UTC' });
  const truth = reckonActivity(events, { from: FROM, to: TO, at: TO });
  const searched = await questions.searched(supervisor, { ...range, ...all, by: 'query', withoutResult: 'false' });
  expect(byKey(searched.rows.map(({ key, searches, withoutResult }) => [key, searches, withoutResult]))).toEqual(
    byKey(truth.searches.map(({ query, searched: times, withoutResult }) => [query, times, withoutResult])),
  );
  const visited = await questions.visited(supervisor, { ...range, ...all });
  expect(
    byKey(visited.rows.map(({ path, visits, visitors, meanDwellMs }) => [path, visits, visitors, meanDwellMs])),
  ).toEqual(
    byKey(
      truth.pages.map(({ path, visits, visitors, meanDwellMs }) => [path, visits, visitors, Math.floor(meanDwellMs)]),
    ),
  );
  const sold = await questions.sold(supervisor, { ...range, ...all });
  expect(
    byKey(
      sold.rows
        .filter(({ units, returnedUnits }) => units > returnedUnits)
        .map(({ productId, units, returnedUnits, revenue }) => [
          productId,
          units - returnedUnits,
          JSON.stringify(
            revenue.filter(({ minorUnits }) => minorUnits !== 0).map((each) => [each.currency, each.minorUnits]),
          ),
        ]),
    ),
  ).toEqual(
    byKey(
      truth.sales.products.map(({ productId, units, revenue }) => [
        productId,
        units,
        JSON.stringify(Object.entries(revenue)),
      ]),
    ),
  );
  const { started, ordered, steps } = await questions.funnel(supervisor, range);
  expect({ started, ordered, steps }).toEqual(truth.funnel);
  // Otherwise none of it says much.
  expect([truth.searches.length > 5, truth.sales.products.length > 5, truth.funnel.ordered > 5]).toEqual([
    true,
    true,
    true,
  ]);
});

const byKey = <Row extends readonly (string | number)[]>(rows: readonly Row[]): Row[] =>
  [...rows].sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
