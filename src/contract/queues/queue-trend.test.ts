import { parseWithSchema } from '../schema';
import { QueueTrendDocument, TREND_STEPS } from './queue-trend';

const instant = '2026-11-22T23:59:59.999Z';

/** Every step has as many as the largest documented workspace has tasks. */
const line = Array<number>(TREND_STEPS).fill(500_000);
const worst: QueueTrendDocument = {
  schema: 1,
  v: Number.MAX_SAFE_INTEGER,
  asOf: instant,
  at: instant,
  since: instant,
  waiting: line,
  offered: line,
  answered: line,
  abandoned: line,
  served: line,
  judged: line,
};

describe('the Document of a trend', () => {
  it('stays within 1 KiB in the worst case', () => {
    expect(parseWithSchema(QueueTrendDocument, worst).ok).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(worst))).toBeLessThanOrEqual(1_024);
  });

  it('has a number for each step', () => {
    expect(parseWithSchema(QueueTrendDocument, { ...worst, waiting: line.slice(1) })).toMatchObject({
      ok: false,
      path: 'waiting',
    });
  });
});
