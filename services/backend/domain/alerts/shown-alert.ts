import type { AlertPerson, QueueAlert, QueueAlertItem } from '@flex-sync-suite/shared/contract';
import { bytesOf, shortened } from '../shortened';

/** The payload is stated for any `v`: room for the longest one. */
const LONGEST_V = Number.MAX_SAFE_INTEGER;

/** What is given up first stands first: a note is whole over HTTP, and who is on it is what the alert is shared for. */
const CUTS: readonly ((alert: QueueAlert, excess: number) => QueueAlert)[] = [
  (alert, excess) => ({ ...alert, note: alert.note && shortNote(alert.note, excess) }),
  (alert, excess) => ({ ...alert, queueName: shortened(alert.queueName, excess) }),
  (alert, excess) => ({ ...alert, note: alert.note && { ...alert.note, by: shortPerson(alert.note.by, excess) } }),
  (alert, excess) => ({
    ...alert,
    snooze: alert.snooze && { ...alert.snooze, by: shortPerson(alert.snooze.by, excess) },
  }),
  (alert, excess) => ({ ...alert, owner: alert.owner && { ...alert.owner, ...shortPerson(alert.owner, excess) } }),
];

function shortNote(note: NonNullable<QueueAlert['note']>, excess: number): QueueAlert['note'] {
  const text = shortened(note.text, excess);
  return { ...note, text, isCut: text !== note.text };
}

const shortPerson = ({ id, name }: AlertPerson, excess: number): AlertPerson => ({
  id,
  name: name === null ? null : shortened(name, excess),
});

/** Shortens texts until the item of the alert has at most `budgetBytes`. */
export function fitAlert(alert: QueueAlert, budgetBytes: number): QueueAlert {
  return CUTS.reduce((fitted, cut) => {
    const excess = bytesOf(alertItem(fitted, LONGEST_V)) - budgetBytes;
    return excess > 0 ? cut(fitted, excess) : fitted;
  }, alert);
}

/** The item of an alert in the Map. */
export const alertItem = (alert: QueueAlert, v: number): QueueAlertItem => ({
  ...{ schema: 1, v, asOf: alert.severitySince },
  entry: { kind: 'alert', alert },
});
