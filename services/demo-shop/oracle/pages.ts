import { isRecord, textOf, type Moment } from './segment-event';
import { SILENCE, type Visitors } from './visitors';

export interface PageFigures {
  readonly path: string;
  readonly visits: number;
  readonly visitors: number;
  readonly meanDwellMs: number;
}

/** Visits that began among these moments, by page: the most visited first. */
export function pagesOf(begun: readonly Moment[], visitors: Visitors): readonly PageFigures[] {
  const visits = begun
    .filter(({ type }) => type === 'page')
    .flatMap((moment) => {
      const path = pathOf(moment);
      const visitor = visitors.whoIs(moment);
      return path === null ? [] : [{ path, visitor, dwell: endOf(moment, visitors.momentsOf(visitor)) - moment.at }];
    });
  return [...new Set(visits.map(({ path }) => path))]
    .map((path) => {
      const here = visits.filter((visit) => visit.path === path);
      const dwells = here.map(({ dwell }) => dwell);
      return {
        path,
        visits: here.length,
        visitors: new Set(here.map(({ visitor }) => visitor)).size,
        meanDwellMs: dwells.reduce((sum, dwell) => sum + dwell, 0) / here.length,
      };
    })
    .sort((one, other) => other.visits - one.visits || (one.path < other.path ? -1 : 1));
}

/** The visitor's next page, or the last event before half an hour of silence. */
function endOf(visit: Moment, all: readonly Moment[]): number {
  let end = visit.at;
  for (const moment of all.slice(all.indexOf(visit) + 1)) {
    if (moment.at - end >= SILENCE) return end;
    end = moment.at;
    if (moment.type === 'page') return end;
  }
  return end;
}

/** Without the query string, which is no other page. */
function pathOf({ properties, context }: Moment): string | null {
  const page = isRecord(context['page']) ? context['page'] : {};
  const path = textOf(properties['path']) ?? textOf(page['path']);
  if (path !== null) return path.split(/[?#]/, 1)[0] ?? path;
  const url = textOf(properties['url']) ?? textOf(page['url']);
  return url !== null && URL.canParse(url) ? new URL(url).pathname : null;
}
