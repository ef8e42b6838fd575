import type { QueueWindow } from './queue-document';

/**
 * Service level by formula S6, "short abandons excluded": answered in time ÷ (answered + abandoned − short abandoned),
 * the shape native Flex and Talkdesk use. Definitions: docs/metrics.md.
 *
 * @returns a share from 0 to 1, or null when there was no traffic: neither 0 % nor 100 % would be true
 */
export function serviceLevel(window: QueueWindow): number | null {
  return ratio(window.answeredInTime, window.answered + window.abandoned - window.shortAbandoned);
}

/** Average speed of answer: mean wait in the queue of answered visits, in milliseconds; null without answers. */
export function averageSpeedOfAnswerMs(window: QueueWindow): number | null {
  return ratio(window.answerWaitMs, window.answered);
}

/** Average handle time: mean of talk plus wrap-up, in milliseconds; null when nothing was handled. */
export function averageHandleTimeMs(window: QueueWindow): number | null {
  return ratio(window.handleMs, window.handled);
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
