import { createSid } from '../base/account';
import type { EngineContext } from './engine-context';
import { activityFields } from './events';
import { requireOwnName } from './input-checks';
import { refused } from '../base/task-router-error';
import type { Activity } from './workspace-model';

interface ActivityOperations {
  readonly create: (friendlyName: string, available: boolean) => Activity;
  /** Tells of what the workspace began with as if it were new. */
  readonly announce: () => void;
  readonly rename: (activity: Activity, friendlyName: string) => void;
  /** @throws TaskRouterError 400 while a worker or the workspace uses it */
  readonly remove: (activity: Activity) => void;
  /** Brings back those that the workspace began with, without an event. */
  readonly restore: () => void;
}

export function createActivityOperations({ state, clock, feed }: EngineContext): ActivityOperations {
  const { activities, workers, workspace } = state;
  const { defaultActivity, timeoutActivity } = workspace;
  const atFirst = [...activities.values()].map((activity) => ({ activity, as: { ...activity } }));

  const emit = (verb: 'created' | 'updated' | 'deleted', activity: Activity): void => {
    const description = `Activity ${activity.friendlyName} ${verb}`;
    feed.emit({ type: `activity.${verb}`, resourceSid: activity.sid, description, fields: activityFields(activity) });
  };

  return {
    create(friendlyName, available) {
      requireOwnName(friendlyName, activities.values(), 'Activity');
      const at = clock.now();
      const activity = { sid: createSid('WA'), friendlyName, available, createdAt: at, updatedAt: at };
      activities.set(activity.sid, activity);
      emit('created', activity);
      return activity;
    },
    announce() {
      for (const activity of activities.values()) emit('created', activity);
    },
    rename(activity, friendlyName) {
      const others = [...activities.values()].filter((other) => other !== activity);
      requireOwnName(friendlyName, others, 'Activity');
      activity.friendlyName = friendlyName;
      activity.updatedAt = clock.now();
      emit('updated', activity);
    },
    remove(activity) {
      const inUse =
        [workspace.defaultActivity, workspace.timeoutActivity].includes(activity) ||
        [...workers.values()].some((worker) => worker.activity === activity);
      if (inUse) throw refused(`Cannot delete Activity ${activity.sid} because it is in use`);
      activities.delete(activity.sid);
      emit('deleted', activity);
    },
    restore() {
      activities.clear();
      for (const { activity, as } of atFirst) activities.set(activity.sid, Object.assign(activity, as));
      Object.assign(workspace, { defaultActivity, timeoutActivity });
    },
  };
}
