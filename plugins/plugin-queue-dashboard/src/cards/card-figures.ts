import type { TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { Severity } from '../model/assess-queue';
import type { Formatters } from '../model/formatters';
import type { RollUp } from '../model/figures/roll-up';
import { cardStrings as words } from '../strings/card-strings';
import { strings } from '../strings/strings';
import type { WallFigures } from '../wall/model/wall-figures';

/** One figure of the queues shown, in words. */
export interface CardFigure {
  /** Name of the figure for browser tests. */
  readonly id: 'waiting' | 'longestWait' | 'serviceLevel' | 'atRisk' | 'free';
  readonly value: string;
  /** In other words for a screen reader. Null: as it is written. */
  readonly spoken: string | null;
  readonly detail: string;
  /** The queue that the detail names, if it does. */
  readonly sid: TaskQueueSid | null;
  readonly severity: Severity | null;
}

type Content = Pick<CardFigure, 'value' | 'detail'> & Partial<CardFigure>;

/** The figures in reading order. @param figures null while no queue has any */
export function cardFigures(figures: WallFigures | null, totals: RollUp, format: Formatters): readonly CardFigure[] {
  const none = { value: strings.noValue, detail: words.noFigures, spoken: words.noFigures };
  const card = (id: CardFigure['id'], content: Content): CardFigure => ({
    ...{ id, spoken: null, sid: null, severity: null },
    ...content,
  });
  return [
    card('waiting', figures === null ? none : waitingOf(figures, format)),
    card('longestWait', figures === null ? none : longestWaitOf(figures, format)),
    card('serviceLevel', figures === null ? none : serviceLevelOf(figures, format)),
    card('atRisk', figures === null ? none : atRiskOf(figures, format)),
    card('free', figures === null ? none : freeOf(totals, format)),
  ];
}

function waitingOf({ waiting, queued, ringing }: WallFigures, { count }: Formatters): Content {
  const parts = [
    ...(queued > 0 ? [words.queued(count(queued))] : []),
    ...(ringing > 0 ? [words.ringing(count(ringing))] : []),
  ];
  return { value: count(waiting), detail: parts.length > 0 ? parts.join(', ') : words.nobodyWaits };
}

function longestWaitOf({ longestWait }: WallFigures, { clock, spokenDuration }: Formatters): Content {
  if (longestWait === null) return { value: strings.noValue, detail: words.nobodyWaits, spoken: words.nobodyWaits };
  const { waitMs, sid, queueName, severity } = longestWait;
  return { value: clock(waitMs), spoken: spokenDuration(waitMs), detail: queueName, sid, severity };
}

function serviceLevelOf({ serviceLevel }: WallFigures, { count, percent, percentNumber }: Formatters): Content {
  const { share, targetPercent, belowCount, severity } = serviceLevel;
  if (share === null) return { value: strings.noValue, detail: words.noTraffic, spoken: words.noTraffic };
  const detail =
    targetPercent === null ? words.belowTargets(count(belowCount)) : words.target(percentNumber(targetPercent));
  return { value: percent(share), detail, severity };
}

const atRiskOf = ({ atRisk }: WallFigures, { count }: Formatters): Content => ({
  value: count(atRisk.count),
  detail: atRisk.overCount > 0 ? words.overThreshold(count(atRisk.overCount)) : words.nearThreshold,
  severity: atRisk.severity,
});

/** Of the agents who serve these queues, each counted once. */
function freeOf({ quantities }: RollUp, { count }: Formatters): Content {
  const { free, available } = quantities.now;
  if (free === undefined || available === undefined)
    return { value: strings.noValue, detail: words.notKnown, spoken: words.notKnown };
  return { value: count(free), detail: words.ofAvailable(count(available)) };
}
