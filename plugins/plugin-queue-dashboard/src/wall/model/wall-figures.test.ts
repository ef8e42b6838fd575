import type { BoardQueue } from '../../data/use-board-queues';
import { queueHealths } from '../../data/use-board-queues';
import { createFormatters } from '../../model/formatters';
import { indexItem, NOON, queueDocumentData, queueSid, secondsBeforeNoon } from '../../testing/queue-fixtures';
import { wallFigures, type WallFigures } from './wall-figures';
import { breachesAt, stopsOf } from './wall-stops';
import { figureScale, wallTiles } from '../wall-tiles';

interface Fields {
  readonly item?: Parameters<typeof indexItem>[0];
  /** Null: there is no Document. */
  readonly document?: Parameters<typeof queueDocumentData>[0] | null;
}

const queuesOf = (...queues: readonly Fields[]): readonly BoardQueue[] =>
  queues.map(({ item, document }, index) => ({
    sid: queueSid(index + 1),
    item: indexItem(item),
    document: document === null ? undefined : queueDocumentData(document),
    failedSince: null,
  }));

const healthsOf = (queues: readonly BoardQueue[]): ReturnType<typeof queueHealths> =>
  queueHealths(queues, { nowMs: NOON, offsetMs: 0, isBoardStale: false });

const figuresOf = (...fields: readonly Fields[]): WallFigures | null => {
  const queues = queuesOf(...fields);
  return wallFigures({ queues, healths: healthsOf(queues), nowMs: NOON });
};

/** Value, detail and severity by figure, as the wall shows them. */
const tilesOf = (...fields: readonly Fields[]) =>
  Object.fromEntries(
    wallTiles(figuresOf(...fields), createFormatters('en-US')).map(({ id, value, detail, severity }) => [
      id,
      [value, detail, severity],
    ]),
  );

const waitingSince = (seconds: number) => ({ now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(seconds) } });

describe('the figures of the wall', () => {
  it('are sums, divided once, with the queue that waits longest', () => {
    const tiles = tilesOf(
      {
        item: { name: 'Support' },
        document: {
          now: { queued: 1, oldestWaitingSince: secondsBeforeNoon(5) },
          last30Minutes: { answered: 10, answeredInTime: 1 },
          today: { offered: 300, answered: 290 },
        },
      },
      {
        item: { name: 'Sales' },
        document: {
          now: { queued: 2, ringing: 1, oldestWaitingSince: secondsBeforeNoon(70), free: 3, available: 5 },
          last30Minutes: { answered: 90, answeredInTime: 89 },
          today: { offered: 100, answered: 90, abandoned: 12, shortAbandoned: 2 },
        },
      },
    );
    expect(tiles).toEqual({
      waiting: ['4', '3 queued, 1 ringing', null],
      longestWait: ['1:10', 'Sales', 'critical'],
      serviceLevel: ['90%', 'Target 80%', null],
      atRisk: ['1', '1 over the threshold', 'critical'],
      free: ['3', 'of 5 available', null],
      abandoned: ['2.5%', '380 answered of 400', null],
    });
  });

  it('call a wait a risk from three quarters of its threshold', () => {
    const risk = (seconds: number) => figuresOf({ document: waitingSince(seconds) })?.atRisk;
    expect(risk(14)).toEqual({ count: 0, overCount: 0, severity: null });
    expect(risk(15)).toEqual({ count: 1, overCount: 0, severity: 'warning' });
    expect(risk(21)).toEqual({ count: 1, overCount: 1, severity: 'warning' });
    expect(risk(61)).toEqual({ count: 1, overCount: 1, severity: 'critical' });
  });

  it('do not add agents, who may serve several queues: there are as many as where most are', () => {
    const free = (...counts: readonly (number | null)[]) =>
      figuresOf(...counts.map((count) => ({ document: count === null ? null : { now: { free: count } } })))?.free;
    expect(free(0, 0)).toEqual({ count: 0, isExact: true });
    expect(free(0, 4)).toEqual({ count: 4, isExact: true });
    expect(free(3, 4)).toEqual({ count: 4, isExact: false });
    expect(free(4, null)).toEqual({ count: 4, isExact: false });
    expect(tilesOf({ document: { now: { free: 1, available: 2 } } }, { document: { now: { free: 3, available: 2 } } }))
      .toMatchObject({ free: ['≥ 3', 'of ≥ 2 available', null] }); // prettier-ignore
  });

  it('judge the service level by the common target, and by each queue’s own where they differ', () => {
    const queue = (targetPercent: number, answeredInTime: number): Fields => ({
      item: { serviceLevel: { ...indexItem().serviceLevel, targetPercent } },
      document: { last30Minutes: { answered: 10, answeredInTime } },
    });
    expect(tilesOf(queue(80, 7), queue(80, 8))).toMatchObject({ serviceLevel: ['75%', 'Target 80%', 'warning'] });
    expect(tilesOf(queue(90, 7), queue(80, 10))).toMatchObject({
      serviceLevel: ['85%', '1 below their target', 'critical'],
    });
  });

  it('are dashes with a reason where nothing happened, and where nothing is known', () => {
    expect(tilesOf({})).toMatchObject({
      waiting: ['0', '0 queued, 0 ringing', null],
      longestWait: ['–', 'Nobody waits', null],
      serviceLevel: ['–', 'No traffic', null],
      abandoned: ['–', 'No traffic', null],
    });
    expect(tilesOf({ document: null })).toMatchObject({ waiting: ['–', 'No figures yet', null] });
  });

  it.each([
    ['81.9%', 1],
    ['12,345', 0.9],
    ['1:02:03', 0.85],
    ['1,234,567', 0.6],
  ])('are set as large as their tile has room for: %s at %d of the full size or more', (text, atLeast) => {
    expect(figureScale(text)).toBeGreaterThanOrEqual(atLeast);
    expect(figureScale(text)).toBeLessThanOrEqual(1);
  });
});

describe('the stops of the wall', () => {
  const queues = queuesOf(
    { item: { groups: ['VIP'] }, document: waitingSince(300) },
    { item: { groups: ['Sales', 'VIP'] } },
    { document: waitingSince(300) },
    { document: waitingSince(30) },
  );
  const stops = stopsOf(queues, new Intl.Collator('en'));

  it('are all queues, then each group that has any, by name', () => {
    expect(stops.map((stop) => [stop.group, stop.queues.length])).toEqual([
      [null, 4],
      ['Sales', 1],
      ['VIP', 2],
    ]);
  });

  it('have each breach at its groups, or at all queues when it has none', () => {
    const healths = healthsOf(queues);
    expect(stops.map((stop) => breachesAt(stop, healths))).toEqual([[queueSid(3)], [], [queueSid(1)]]);
  });
});
