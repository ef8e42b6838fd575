import { SUMMARY_ROWS, type ActivitySummary } from '@flex-sync-suite/shared/contract';
import { cutText } from '../cut-text';

/** Sync takes two writes of as much in 400 ms; the summary is written once in 2 s (https://www.twilio.com/docs/sync/limits). */
export const SUMMARY_BYTES = 4_096;
const LONGEST_TEXTS = [80, 40, 24];
/** A product of more currencies than that is none that one shop sells. */
const CURRENCIES = 3;

/** The lists of a summary, of any length, the most frequent first; and the funnel, of which names alone are cut. */
export type SummaryLists = Pick<ActivitySummary, 'searched' | 'withoutResult' | 'sold' | 'visited' | 'funnel'>;

/** The summary of at most 4 KiB of JSON in UTF-8: with shorter texts where they have no room, then with fewer rows. */
export function fittedSummary(summary: ActivitySummary): ActivitySummary {
  const longest = { ...summary, v: Number.MAX_SAFE_INTEGER };
  const shapes = Array.from({ length: SUMMARY_ROWS + 1 }, (_, dropped) => SUMMARY_ROWS - dropped).flatMap((rows) =>
    LONGEST_TEXTS.map((length) => ({ rows, length })),
  );
  for (const { rows, length } of shapes) {
    const lists = cutLists(summary, rows, length);
    if (Buffer.byteLength(JSON.stringify({ ...longest, ...lists })) <= SUMMARY_BYTES) return { ...summary, ...lists };
  }
  return { ...summary, ...cutLists(summary, 0, Math.min(...LONGEST_TEXTS)) };
}

function cutLists(
  { searched, withoutResult, sold, visited, funnel }: SummaryLists,
  rows: number,
  length: number,
): SummaryLists {
  const cutQuery = <Row extends { readonly query: string }>(row: Row): Row => ({
    ...row,
    query: cutText(row.query, length),
  });
  return {
    searched: searched.slice(0, rows).map(cutQuery),
    withoutResult: withoutResult.slice(0, rows).map(cutQuery),
    sold: sold
      .slice(0, rows)
      .map((row) => ({ ...row, name: cutText(row.name, length), revenue: row.revenue.slice(0, CURRENCIES) })),
    visited: visited.slice(0, rows).map((row) => ({ ...row, path: cutText(row.path, length) })),
    funnel: {
      ...funnel,
      steps: funnel.steps.map((step) => ({ ...step, name: step.name === null ? null : cutText(step.name, length) })),
    },
  };
}
