import { stableSid } from '../taskrouter/initial-state';
import type { TaskRouter } from '../taskrouter/task-router';
import { TaskRouterError } from '../taskrouter/task-router-error';
import { isOpenTask, type TaskQueue, type Worker } from '../taskrouter/workspace-model';
import {
  DEFAULT_QUEUE_COUNT,
  DEFAULT_WORKER_COUNT,
  defaultQueues,
  defaultWorkers,
  DESKTOP_WORKERS,
  skillOf,
} from './default-world';
import type { QueueDefinition, SimulatorCommand, WorkerDefinition } from './simulator-config';

export interface SimulatedQueue extends QueueDefinition {
  readonly queue: TaskQueue;
}

/** The queues and people of the simulated contact centre. */
export interface World {
  readonly queues: readonly SimulatedQueue[];
  /** Simulated people; those of the desktops are not among them. */
  readonly workers: ReadonlySet<Worker>;
  /** Adds, replaces and removes until the world is as wanted. @throws TaskRouterError 409 while tasks are open */
  shape(wanted: Pick<SimulatorCommand, 'queues' | 'workers'>): void;
  /** Builds the same world again after the engine was cleared. */
  rebuild(): void;
}

/** Builds the default world. */
export function createWorld(router: TaskRouter): World {
  let queueDefinitions = defaultQueues(DEFAULT_QUEUE_COUNT);
  let workerDefinitions = defaultWorkers(DEFAULT_WORKER_COUNT, queueDefinitions);
  const queues = new Map<string, SimulatedQueue>();
  const workers = new Map<string, { readonly definition: WorkerDefinition; readonly worker: Worker }>();
  let people = new Set<Worker>();
  const lives = new Map<string, number>();

  /** Something removed is gone for good: its name comes back with another SID, as in TaskRouter. */
  const sidFor = <const Prefix extends 'WQ' | 'WK'>(prefix: Prefix, name: string): `${Prefix}${string}` => {
    const life = lives.get(`${prefix}${name}`) ?? 0;
    return stableSid(prefix, life === 0 ? name : `${name}#${life}`);
  };
  const bury = (prefix: 'WQ' | 'WK', name: string): void => {
    lives.set(`${prefix}${name}`, (lives.get(`${prefix}${name}`) ?? 0) + 1);
  };

  const capacitiesOf = (wanted: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(
      [...router.state.channels.values()].map(({ uniqueName }) => [uniqueName, wanted[uniqueName] ?? 0]),
    );

  const addQueue = (definition: QueueDefinition): void => {
    const { name, escalation, maxReservedWorkers } = definition;
    const targetWorkers = definition.targetWorkers ?? `routing.skills HAS "${skillOf(name)}"`;
    const next = escalation && queues.get(escalation.queue)?.queue;
    const queue = router.createQueue({
      sid: sidFor('WQ', name),
      friendlyName: name,
      targetWorkers,
      maxReservedWorkers,
      ...(next === undefined || escalation === undefined
        ? {}
        : { escalation: { queue: next, afterSeconds: escalation.afterSeconds } }),
    });
    queues.set(name, { ...definition, queue });
  };

  const addWorker = (definition: WorkerDefinition): void => {
    const { name, capacity } = definition;
    const identity = name
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '.');
    const worker = router.createWorker({
      sid: sidFor('WK', name),
      friendlyName: identity,
      attributes: JSON.stringify({
        full_name: name,
        roles: ['agent'],
        routing: { skills: definition.queues.map(skillOf), levels: {} },
      }),
      capacities: capacitiesOf(capacity),
    });
    workers.set(name, { definition, worker });
  };

  const removeUnwanted = (): void => {
    for (const [name, { definition, worker }] of workers) {
      if (workerDefinitions.some((wanted) => isSame(wanted, definition))) continue;
      router.removeWorker(worker);
      workers.delete(name);
      bury('WK', name);
    }
    for (const [name, { queue, ...definition }] of queues) {
      if (queueDefinitions.some((wanted) => isSame(wanted, definition))) continue;
      router.removeQueue(queue);
      queues.delete(name);
      bury('WQ', name);
    }
  };

  const addMissing = (): void => {
    for (const definition of queueDefinitions) if (!queues.has(definition.name)) addQueue(definition);
    for (const definition of workerDefinitions) if (!workers.has(definition.name)) addWorker(definition);
    people = new Set([...workers.values()].map(({ worker }) => worker));
  };

  const rebuild = (): void => {
    queues.clear();
    workers.clear();
    router.announceActivities();
    for (const { capacity, ...desktop } of DESKTOP_WORKERS) {
      const sid = sidFor('WK', desktop.friendlyName);
      router.createWorker({ ...desktop, sid, capacities: capacitiesOf(capacity) });
    }
    addMissing();
  };

  rebuild();
  return {
    get queues() {
      return [...queues.values()];
    },
    get workers() {
      return people;
    },
    shape(wanted) {
      const newQueues = listOf(wanted.queues, defaultQueues, queueDefinitions);
      const peopleWanted = wanted.workers ?? (wanted.queues === undefined ? undefined : workerDefinitions.length);
      const newWorkers = listOf(peopleWanted, (count) => defaultWorkers(count, newQueues), workerDefinitions);
      if (isSame(newQueues, queueDefinitions) && isSame(newWorkers, workerDefinitions)) return;
      requireNames(newQueues, 'queues');
      requireNames(newWorkers, 'workers');
      if ([...router.state.tasks.values()].some(isOpenTask)) {
        throw new TaskRouterError(409, 20409, 'Queues and workers can be changed only while no task is open');
      }
      queueDefinitions = newQueues;
      workerDefinitions = newWorkers;
      removeUnwanted();
      addMissing();
    },
    rebuild,
  };
}

function listOf<Definition>(
  wanted: number | readonly Definition[] | undefined,
  byCount: (count: number) => readonly Definition[],
  current: readonly Definition[],
): readonly Definition[] {
  if (wanted === undefined) return current;
  return typeof wanted === 'number' ? byCount(wanted) : wanted;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function requireNames(definitions: readonly { readonly name: string }[], kind: string): void {
  if (new Set(definitions.map(({ name }) => name)).size === definitions.length) return;
  throw new TaskRouterError(400, 20001, `Two of the ${kind} have the same name`);
}
