import type { ControlPlane, SimulatorSettings } from '../../../e2e/support/control-plane';

/** Queues that stand first in a table by name, and get more than their share: their rows are on the screen. */
const HOT_QUEUES = 12;
const HOT_WEIGHT = 10;
/** Callbacks that a simulated contact causes, from its creation to its end. */
const EVENTS_A_TASK = 10;

/** So many queues, whose names sort by their number, and agents who serve all of them between them. */
export function contactCentre(queues: number, agents: number): SimulatorSettings {
  const names = Array.from({ length: queues }, (_each, number) => `Queue ${String(number + 1).padStart(4, '0')}`);
  const served = Math.max(3, Math.ceil(queues / agents));
  return {
    running: false,
    queues: names.map((name, number) => ({ name, weight: number < HOT_QUEUES ? HOT_WEIGHT : 1 })),
    workers: Array.from({ length: agents }, (_each, agent) => ({
      name: `Agent ${String(agent + 1)}`,
      queues: [
        ...new Set(Array.from({ length: served }, (_one, index) => names[(agent * served + index) % queues] ?? '')),
        // Those that get more need more.
        ...(agent % 3 === 0 ? [names[agent % Math.min(HOT_QUEUES, queues)] ?? ''] : []),
      ].filter((name, index, all) => all.indexOf(name) === index),
    })),
  };
}

/** Short contacts, so that a rate of callbacks needs no thousands of agents; nobody is away, calls out or hands on. */
const BEHAVIOUR: SimulatorSettings = {
  ...{ running: true, answerSeconds: 1, handleSeconds: 6, wrapUpSeconds: 2, patienceSeconds: 60 },
  ...{ outboundShare: 0, transferShare: { cold: 0, warm: 0 }, timeoutShare: 0, rejectShare: 0 },
  breakEverySeconds: 86_400,
  // One that waits for those before it was sent too late.
  callbacks: { concurrency: 64 },
};

/** Lets contacts come so that about so many callbacks a second are sent. */
export const letCome = (control: ControlPlane, eventsPerSecond: number): Promise<unknown> =>
  control.simulate({ ...BEHAVIOUR, ratePerSecond: eventsPerSecond / EVENTS_A_TASK });
