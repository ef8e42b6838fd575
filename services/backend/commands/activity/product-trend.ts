import type { ProductKey, TrendAnswer } from '@flex-sync-suite/shared/contract';
import { DateTime } from 'luxon';
import { Refusal } from '../../base/refusal';
import type { SumRange } from '../../store/activity/answers';
import { readProduct, readTrend } from '../../store/activity/trend';
import type { Queryable } from '../../store/transaction';

const NOTHING = { searched: 0, viewed: 0, added: 0, sold: 0 };
const LONGEST_OF_HOURS_MS = 48 * 3_600_000;

/**
 * What customers did with a product in a range, hour by hour up to 48 hours, else day by day of the reporting time zone.
 * @throws Refusal `missing` for a product that no customer met
 */
export async function productTrend(
  db: Queryable,
  productKey: ProductKey,
  range: SumRange,
  zone: string,
): Promise<Omit<TrendAnswer, 'from' | 'to' | 'keptSince'>> {
  const product = await readProduct(db, productKey);
  if (product === null) throw noSuchProduct();
  const unit = range.toMs - range.fromMs <= LONGEST_OF_HOURS_MS ? 'hour' : 'day';
  const starts = bucketStarts(range, unit, zone);
  const { shopId, productId, name, category } = product;
  const counted = await readTrend(db, { shopId, productId, starts, toMs: range.toMs });
  return {
    ...{ productId, productKey, name, category, unit },
    rows: starts.map((startMs, index) => ({
      at: new Date(startMs).toISOString(),
      ...NOTHING,
      ...counted.get(index),
    })),
  };
}

/** Begins of the hours or days of a range, in the reporting time zone. The first and the last may be parts of a day. */
function bucketStarts({ fromMs, toMs }: SumRange, unit: TrendAnswer['unit'], zone: string): number[] {
  const starts = [fromMs];
  for (
    let at = DateTime.fromMillis(fromMs, { zone })
      .startOf(unit)
      .plus({ [unit]: 1 });
    at.toMillis() < toMs;
  ) {
    starts.push(at.toMillis());
    at = at.plus({ [unit]: 1 });
  }
  return starts;
}

const noSuchProduct = (): Refusal =>
  new Refusal('missing', 'no_such_product', 'No customer met such a product: choose another one.');
