import { latest, stampOf, type Stamped } from '../stamp';
import type { NamedSid, TaskRouterEvent } from '../task-router-event';

/** The newest name that events tell of each resource. */
export type ToldNames = ReadonlyMap<NamedSid, Stamped<string>>;

/**
 * Adds the names that one event tells: any order and any repetition end in the same names. Whatever the event is about, it
 * counts: TaskRouter sends none when a TaskQueue is renamed, only those of its tasks tell
 * (https://www.twilio.com/docs/taskrouter/api/event/reference). An estimate tells none: nobody saw the name at its instant.
 */
export function addNames(names: Map<NamedSid, Stamped<string>>, event: TaskRouterEvent): void {
  if (event.isEstimate) return;
  const stamp = stampOf(event);
  for (const { sid, name } of event.names) {
    const told = latest(names.get(sid) ?? null, name, stamp);
    if (told !== null) names.set(sid, told);
  }
}

/** The names that events tell. */
export function namesTold(events: Iterable<TaskRouterEvent>): ToldNames {
  const names = new Map<NamedSid, Stamped<string>>();
  for (const event of events) addNames(names, event);
  return names;
}

/** Those of the names that are newer than what is known. */
export const newerNames = (told: ToldNames, known: ToldNames): ToldNames =>
  new Map([...told].filter(([sid, { stamp }]) => stamp > (known.get(sid)?.stamp ?? '')));
