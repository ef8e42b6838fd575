import type { ControlPlane } from '../support/control-plane';

/** The day at this speed can be looked at from all sides: simulated seconds per second. */
export const STANDSTILL = 0.01;

const EVERY_MS = 100;
const MOST_PENDING = 1_500;
/** Of all events of the day, how many may be on the way at most. */
const PENDING_SHARE = 0.05;

/** How fast the simulated day goes. */
export interface Pacer {
  /** Keeps to one speed, whatever that does to the callbacks under way. */
  hold(speed: number): Promise<void>;
  /** Goes at the day's own speed, but no faster than the backend takes the callbacks: a kill must not be one long backlog. */
  release(): Promise<void>;
  stop(): Promise<void>;
}

/** Begins at the day's speed, released. */
export function createPacer(control: ControlPlane, day: { readonly speed: number; readonly events: number }): Pacer {
  const most = Math.min(MOST_PENDING, day.events * PENDING_SHARE);
  let speed = day.speed;
  let isHeld = false;
  let stopped = false;

  const set = async (wanted: number): Promise<void> => {
    if (wanted === speed) return;
    speed = wanted;
    await control.simulate({ running: true, speed: wanted });
  };
  const pace = async (): Promise<void> => {
    const { pending } = (await control.simulator()).callbacks;
    if (isHeld || stopped) return;
    if (pending > most) await set(STANDSTILL);
    else if (pending < most / 2) await set(day.speed);
  };
  const watch = async (): Promise<void> => {
    while (!stopped) {
      await pace();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const watching = watch();
  watching.catch(() => undefined); // told by stop()
  return {
    async hold(wanted) {
      isHeld = true;
      await set(wanted);
    },
    async release() {
      await set(day.speed);
      isHeld = false;
    },
    async stop() {
      stopped = true;
      await watching;
      await set(day.speed);
    },
  };
}
