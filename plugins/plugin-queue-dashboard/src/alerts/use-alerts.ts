import { queueAlertsMap, type QueueAlert } from '@flex-sync-suite/shared/contract';
import { type BackendWatch, useSyncConnection, useSyncMap } from '@flex-sync-suite/shared/hooks';
import { liveViewState, type LiveViewState } from '@flex-sync-suite/shared/views';
import { useMemo, useState } from 'react';
import { alertList, isCalling, worstByQueue, type AlertList } from './alert-list';

/** All that the board shows of alerts. */
export interface Alerts extends AlertList {
  readonly state: LiveViewState;
  /** Alerts that nobody is on and nobody has silenced. */
  readonly calling: number;
  /** By the SID of the queue; nothing while it is not known whether they still hold. */
  readonly worst: ReadonlyMap<string, QueueAlert>;
  readonly invalidCount: number;
  /** Shows an alert as the backend answered it, until Sync tells more of it. */
  readonly onAnswered: (alert: QueueAlert) => void;
}

const NONE: AlertList = { open: [], ended: [], notListed: 0 };
const NO_MARKS: ReadonlyMap<string, QueueAlert> = new Map();

/** An answer, and the payload version that it is newer than. */
type Answers = ReadonlyMap<string, { readonly alert: QueueAlert; readonly v: number | undefined }>;

/** Follows the Map of alerts. @param nowMs the backend's clock */
export function useAlerts(watch: BackendWatch, nowMs: number): Alerts {
  const source = useSyncMap(queueAlertsMap);
  const connection = useSyncConnection('shared');
  const [answers, setAnswers] = useState<Answers>(new Map());
  const { data } = source;
  const list = useMemo(() => {
    if (data === undefined) return NONE;
    const items = [...data].map(([key, item]) => {
      const answer = answers.get(key);
      return answer?.v === item.v
        ? ([key, { ...item, entry: { kind: 'alert' as const, alert: answer.alert } }] as const)
        : ([key, item] as const);
    });
    return alertList(new Map(items));
  }, [data, answers]);
  const worst = useMemo(() => worstByQueue(list.open), [list]);
  const state = liveViewState({ source, connection, backend: watch.backend });
  return {
    ...list,
    state,
    calling: list.open.filter((alert) => isCalling(alert, nowMs)).length,
    worst: state.kind === 'ready' ? worst : NO_MARKS,
    invalidCount: source.issues.length,
    onAnswered: (alert) => {
      setAnswers((before) => new Map(before).set(alert.id, { alert, v: data?.get(alert.id)?.v }));
    },
  };
}
