import type { Stage } from './stage';
import { readDocument } from '../support/sync-rest';

const EVERY_MS = 1_000;

export interface VersionWatch {
  /** @returns where a Document's `v` went back, in sentences */
  stop(): Promise<readonly string[]>;
}

/** Looks at every queue's Document once a second: its version must never go back, or browsers would not follow. */
export function watchVersions({ control, health }: Stage): VersionWatch {
  const highest = new Map<string, number>();
  const wentBack: string[] = [];
  let stopped = false;

  const look = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const v = (await readDocument<{ v: number }>(health, name))?.v ?? 0;
      const before = highest.get(name) ?? 0;
      if (v !== 0 && v < before) wentBack.push(`${name} went from version ${before} back to ${v}`);
      highest.set(name, Math.max(v, before));
    }
  };
  const watch = async (): Promise<void> => {
    const names = (await control.truth()).queues.map(({ sid }) => `queue.${sid}`);
    while (!stopped) {
      // A read may meet one of the failures that the scenario wants.
      await look(names).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopped = true;
      await watching;
      return wentBack;
    },
  };
}
