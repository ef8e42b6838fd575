import type { TaskRouterEvent } from '../taskrouter/events';
import type { TaskRouter } from '../taskrouter/task-router';
import type { CallbackSource } from './callbacks';

/** The events that the workspace's `EventsFilter` lets through to its `EventCallbackUrl`. */
export const taskRouterEvents =
  (router: TaskRouter): CallbackSource =>
  (post) =>
    router.onEvent((event) => {
      const { eventCallbackUrl: url, eventsFilter } = router.state.workspace;
      if (url === '' || !isWanted(event, eventsFilter)) return;
      post({ url, fields: event.payload, about: `taskrouter: callback ${event.type} ${event.sid}` });
    });

const isWanted = ({ type }: TaskRouterEvent, eventsFilter: string): boolean =>
  eventsFilter === '' || eventsFilter.split(',').some((wanted) => wanted.trim() === type);
