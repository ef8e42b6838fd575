import { stableSid } from '../taskrouter/initial-state';
import type { TaskRouter } from '../taskrouter/task-router';
import { TaskRouterError } from '../base/task-router-error';
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

interface Parts {
  readonly router: TaskRouter;
  /** What is wanted. */
  definitions: { readonly queues: readonly QueueDefinition[]; readonly workers: readonly WorkerDefinition[] };
  /** What there is, by name. */
  readonly queues: Map<string, SimulatedQueue>;
  readonly workers: Map<string, { readonly definition: WorkerDefinition; readonly worker: Worker }>;
  people: ReadonlySet<Worker>;
  /** How often what had a name was removed, by prefix and name. */
  readonly lives: Map<string, number>;
}

/** Builds the default world. */
export function createWorld(router: TaskRouter): World {
  const queues = defaultQueues(DEFAULT_QUEUE_COUNT);
  const parts: Parts = {
    router,
    definitions: { queues, workers: defaultWorkers(DEFAULT_WORKER_COUNT, queues) },
    queues: new Map(),
    workers: new Map(),
    people: new Set(),
    lives: new Map(),
  };
  rebuild(parts);
  return {
    get queues() {
      return [...parts.queues.values()];
    },
    get workers() {
      return parts.people;
    },
    shape(wanted) {
      shape(parts, wanted);
    },
    rebuild() {
      rebuild(parts);
    },
  };
}

function rebuild(parts: Parts): void {
  const { router, queues, workers } = parts;
  queues.clear();
  workers.clear();
  router.announceActivities();
  for (const { capacity, ...desktop } of DESKTOP_WORKERS) {
    const sid = sidFor(parts, 'WK', desktop.friendlyName);
    router.createWorker({ ...desktop, sid, capacities: capacitiesOf(router, capacity) });
  }
  addMissing(parts);
}

function shape(parts: Parts, wanted: Pick<SimulatorCommand, 'queues' | 'workers'>): void {
  const { router, definitions } = parts;
  const queues = listOf(wanted.queues, defaultQueues, definitions.queues);
  const people = wanted.workers ?? (wanted.queues === undefined ? undefined : definitions.workers.length);
  const workers = listOf(people, (count) => defaultWorkers(count, queues), definitions.workers);
  if (isSame({ queues, workers }, definitions)) return;
  requireNames(queues, 'queues');
  requireNames(workers, 'workers');
  if ([...router.state.tasks.values()].some(isOpenTask)) {
    throw new TaskRouterError(409, 20409, 'Queues and workers can be changed only while no task is open');
  }
  parts.definitions = { queues, workers };
  removeUnwanted(parts);
  addMissing(parts);
}

function removeUnwanted({ router, definitions, queues, workers, lives }: Parts): void {
  for (const [name, { definition, worker }] of workers) {
    if (definitions.workers.some((wanted) => isSame(wanted, definition))) continue;
    router.removeWorker(worker);
    workers.delete(name);
    bury(lives, 'WK', name);
  }
  for (const [name, { queue, ...definition }] of queues) {
    if (definitions.queues.some((wanted) => isSame(wanted, definition))) continue;
    router.removeQueue(queue);
    queues.delete(name);
    bury(lives, 'WQ', name);
  }
}

function addMissing(parts: Parts): void {
  const { definitions, queues, workers } = parts;
  for (const definition of definitions.queues) if (!queues.has(definition.name)) addQueue(parts, definition);
  for (const definition of definitions.workers) if (!workers.has(definition.name)) addWorker(parts, definition);
  parts.people = new Set([...workers.values()].map(({ worker }) => worker));
}

function addQueue(parts: Parts, definition: QueueDefinition): void {
  const { name, escalation, maxReservedWorkers } = definition;
  const targetWorkers = definition.targetWorkers ?? `routing.skills HAS "${skillOf(name)}"`;
  const next = escalation && parts.queues.get(escalation.queue)?.queue;
  const queue = parts.router.createQueue({
    sid: sidFor(parts, 'WQ', name),
    friendlyName: name,
    targetWorkers,
    maxReservedWorkers,
    ...(next === undefined || escalation === undefined
      ? {}
      : { escalation: { queue: next, afterSeconds: escalation.afterSeconds } }),
  });
  parts.queues.set(name, { ...definition, queue });
}

function addWorker(parts: Parts, definition: WorkerDefinition): void {
  const { name, capacity, queues } = definition;
  const identity = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '.');
  const worker = parts.router.createWorker({
    sid: sidFor(parts, 'WK', name),
    friendlyName: identity,
    attributes: JSON.stringify({
      full_name: name,
      roles: ['agent'],
      routing: { skills: queues.map(skillOf), levels: {} },
    }),
    capacities: capacitiesOf(parts.router, capacity),
  });
  parts.workers.set(name, { definition, worker });
}

const capacitiesOf = ({ state }: TaskRouter, wanted: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries([...state.channels.values()].map(({ uniqueName }) => [uniqueName, wanted[uniqueName] ?? 0]));

/** Something removed is gone for good: its name comes back with another SID, as in TaskRouter. */
function sidFor<const Prefix extends 'WQ' | 'WK'>(
  { lives }: Parts,
  prefix: Prefix,
  name: string,
): `${Prefix}${string}` {
  const life = lives.get(`${prefix}${name}`) ?? 0;
  return stableSid(prefix, life === 0 ? name : `${name}#${life}`);
}

function bury(lives: Parts['lives'], prefix: 'WQ' | 'WK', name: string): void {
  lives.set(`${prefix}${name}`, (lives.get(`${prefix}${name}`) ?? 0) + 1);
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
