import { Dialog } from '@flex-sync-suite/shared/views';
import { useSource } from '@flex-sync-suite/shared/hooks';
import React, { useMemo } from 'react';
import { Told } from '../../parts/words';
import { daysUntil, type HourRange, type Period, rangeOf } from '../model/period';
import { addDays, createZoneClock, dateOf } from '../model/reporting-hours';
import { type ProductChoice, useSupervisor } from '../parts/supervisor-context';
import { words } from '../parts/supervisor-strings';
import { LiveProduct } from './live-product';
import { Trend } from './trend';

interface ProductDialogProps {
  readonly product: ProductChoice;
  /** What the view behind it is about. */
  readonly period: Period;
  readonly onClose: () => void;
}

/** Details of a product: what it is and how it goes now, live, and over time. */
export function ProductDialog({ product, period, onClose }: ProductDialogProps): React.JSX.Element {
  const { services } = useSupervisor();
  const timeZone = useSource(services.timeZone);
  const range = useMemo(() => (timeZone === null ? null : trendRange(period, timeZone)), [period, timeZone]);
  return (
    <Dialog
      title={<Told>{product.label}</Told>}
      closeLabel={words.product.close}
      onClose={onClose}
      size="wide"
      testId="activity-product-dialog"
    >
      <LiveProduct productKey={product.productKey} />
      {range === null ? null : <Trend productKey={product.productKey} range={range} />}
    </Dialog>
  );
}

/** What the view shows; seven days with today where that is live. */
function trendRange(period: Period, timeZone: string): HourRange | null {
  const clock = createZoneClock(timeZone);
  if (period.kind !== 'live') return rangeOf(period, Date.now(), clock);
  return daysUntil(clock, addDays(dateOf(clock, Date.now()), 1), 7);
}
