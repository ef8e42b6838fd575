import type { BackendClient } from '@flex-sync-suite/shared/flex';
import { createValueSource, type ValueSource } from '@flex-sync-suite/shared/observable';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { type Period, periodFrom, putPeriod } from '../model/period';
import type { RankingKind } from '../model/ranking';
import {
  type ActivityApi,
  createActivityApi,
  type FunnelComparison,
  type Ranking,
  type RangeQuestion,
  type RankingQuestion,
} from './activity-api';
import { type Asking, createAsking } from './asking';

/** What narrows the answers of the store. */
export interface RangeFilter {
  /** Null for all categories. */
  readonly category: string | null;
  readonly by: RankingQuestion['by'];
}

/** What the view works with. Lives as long as the page: who comes back sees at once what was there. */
export interface SupervisorServices {
  readonly api: ActivityApi;
  readonly period: ValueSource<Period>;
  readonly filter: ValueSource<RangeFilter>;
  /** IANA name of the reporting time zone, once a summary told it. */
  readonly timeZone: ValueSource<string | null>;
  /** Categories of the products that were seen in answers. */
  readonly categories: ValueSource<readonly string[]>;
  readonly rankings: Readonly<Record<RankingKind, Asking<RankingQuestion, Ranking>>>;
  readonly funnel: Asking<RangeQuestion, FunnelComparison>;
  /** BCP 47 tag of the supervisor's Flex; the browser's language by default. */
  readonly locale: string | undefined;
}

export function createSupervisorServices(
  client: BackendClient,
  { url, locale }: { readonly url: UrlState; readonly locale: string | undefined },
): SupervisorServices {
  const api = createActivityApi(client);
  const period = createValueSource(periodFrom(url));
  const filter = createValueSource<RangeFilter>({
    category: url.get('category'),
    by: url.get('by') === 'product' ? 'product' : 'query',
  });
  const categories = createValueSource<readonly string[]>([]);
  const ranking = (kind: RankingKind): Asking<RankingQuestion, Ranking> =>
    createAsking(async (question, signal) => {
      const found = await api.ranking(kind, question, signal);
      const known = categories.getSnapshot();
      const all = new Set([...known, ...found.categories]);
      if (all.size > known.length) categories.set([...all]);
      return found;
    });
  return {
    api,
    period: {
      ...period,
      set(next) {
        putPeriod(url, next);
        period.set(next);
      },
    },
    filter: {
      ...filter,
      set(next) {
        url.set('category', next.category);
        url.set('by', next.by === 'query' ? null : next.by);
        filter.set(next);
      },
    },
    timeZone: createValueSource<string | null>(null),
    categories,
    rankings: {
      searched: ranking('searched'),
      withoutResult: ranking('withoutResult'),
      sold: ranking('sold'),
      visited: ranking('visited'),
    },
    funnel: createAsking((question, signal) => api.funnel(question, signal)),
    locale,
  };
}
