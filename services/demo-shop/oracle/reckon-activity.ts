import { checkoutRuns } from './checkout-runs';
import { funnelOf, type FunnelFigures } from './funnel';
import { productsOf, searchesOf, type ProductFigures, type SearchFigures } from './goods';
import { momentsOf } from './moments';
import { pagesOf, type PageFigures } from './pages';
import { salesOf, type SalesFigures } from './sales';
import type { Moment, SegmentEvent } from './segment-event';
import { visitorsOf } from './visitors';

export interface ActivityWindow {
  /** Included; milliseconds since 1970, as are the others. */
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** The instant of asking: who was silent for half an hour by then has stopped. */
  readonly at: number;
}

export interface ActivityFigures {
  /** Different people of whom there is an event in the window. */
  readonly visitors: number;
  readonly searches: readonly SearchFigures[];
  readonly products: readonly ProductFigures[];
  readonly sales: SalesFigures;
  readonly pages: readonly PageFigures[];
  readonly funnel: FunnelFigures;
}

/**
 * What customers sought, saw and bought in [from, to), and where they stopped: reckoned from nothing but the events, by
 * brute force. The order of the events, and how often each of them comes, changes nothing.
 */
export function reckonActivity(events: readonly SegmentEvent[], { from, to, at }: ActivityWindow): ActivityFigures {
  const moments = momentsOf(events);
  const visitors = visitorsOf(moments);
  const isInWindow = (moment: Moment): boolean => moment.at >= from && moment.at < to;
  const inWindow = moments.filter(isInWindow);
  const runs = checkoutRuns(moments, visitors).filter(({ moments: [first] }) => isInWindow(first));
  return {
    visitors: new Set(inWindow.map((moment) => visitors.whoIs(moment))).size,
    searches: searchesOf(inWindow),
    products: productsOf(inWindow, visitors),
    sales: salesOf(moments, isInWindow),
    pages: pagesOf(inWindow, visitors),
    funnel: funnelOf(runs, visitors, at),
  };
}
