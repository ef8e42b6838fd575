import { WorkerSid, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import * as v from 'valibot';
import { parseTargetExpression } from '../directory/target-expression';
import { namedByTask } from './named-worker';

/** What a workflow leaves to one agent, as far as its configuration tells. */
export interface WorkflowRoutes {
  readonly filters: readonly FilterRoute[];
}

interface FilterRoute {
  /** Null for an expression that cannot be read. */
  readonly matches: ((attributes: unknown) => boolean) | null;
  /** Null where its first target asks for whom it finds. */
  readonly one: OneAgentTarget | null;
}

interface OneAgentTarget {
  readonly queueSid: string;
  /** Key of the task's attributes that names the worker by SID. */
  readonly attribute: string;
  readonly waitsForSeconds: number | null;
}

/** How a task of a queue gets to one agent. */
export type FoundRoute =
  | { readonly state: 'possible'; readonly attribute: string; readonly waitsForSeconds: number | null }
  | { readonly state: 'no-target' | 'unreadable' };

const Target = v.object({
  queue: v.optional(v.string()),
  expression: v.optional(v.string()),
  known_worker_sid: v.optional(v.string()),
  skip_if: v.optional(v.string()),
  /** The console writes numbers, people write texts. */
  timeout: v.optional(v.pipe(v.union([v.number(), v.string()]), v.toNumber(), v.finite())),
});

const Configuration = v.object({
  task_routing: v.object({
    filters: v.optional(v.array(v.object({ expression: v.string(), targets: v.optional(v.array(Target), []) })), []),
  }),
});

/**
 * Reads the configuration of a workflow (https://www.twilio.com/docs/taskrouter/workflow-configuration).
 * @returns null for what is none
 */
export function readWorkflow(configuration: string): WorkflowRoutes | null {
  const parsed = v.safeParse(Configuration, jsonOrNull(configuration));
  if (!parsed.success) return null;
  const filters = parsed.output.task_routing.filters.map(({ expression, targets: [first] }) => {
    const condition = parseTargetExpression(expression);
    return { matches: condition.ok ? condition.matches : null, one: first === undefined ? null : oneAgent(first) };
  });
  return { filters };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A target that is skipped while nobody is free waits for nobody. */
function oneAgent(target: v.InferOutput<typeof Target>): OneAgentTarget | null {
  const { queue: queueSid, timeout, skip_if: skipIf } = target;
  const attribute = namedByTask(target);
  if (queueSid === undefined || attribute === null || skipIf !== undefined) return null;
  return { queueSid, attribute, waitsForSeconds: timeout === undefined ? null : Math.max(0, Math.round(timeout)) };
}

/** Any worker: filters ask whether the attribute is there. */
const SOMEBODY = `WK${'0'.repeat(32)}`;

/**
 * Which attribute would leave a task to one agent in the queue where it waits: with it, the first filter that matches is
 * one whose first target asks for the worker that it names.
 */
export function routeToAgent(
  { filters }: WorkflowRoutes,
  attributes: Readonly<Record<string, unknown>>,
  queueSid: TaskQueueSid,
): FoundRoute {
  const ways = filters.flatMap(({ one }) => (one?.queueSid === queueSid ? [one.attribute] : []));
  let isUnreadable = false;
  for (const attribute of new Set(ways)) {
    const given = { ...attributes, [attribute]: SOMEBODY };
    // What filters may name both ways.
    const sides = { ...given, task: given };
    const filter = filters.find(({ matches }) => matches === null || matches(sides));
    if (filter?.matches === null) isUnreadable = true;
    else if (filter?.one?.queueSid === queueSid && filter.one.attribute === attribute)
      return { state: 'possible', attribute, waitsForSeconds: filter.one.waitsForSeconds };
  }
  return { state: isUnreadable ? 'unreadable' : 'no-target' };
}

/** Whom the attribute names; null where it names nobody. */
export function givenTo(attributes: Readonly<Record<string, unknown>>, attribute: string): WorkerSid | null {
  const named = v.safeParse(WorkerSid, Object.hasOwn(attributes, attribute) ? attributes[attribute] : null);
  return named.success ? named.output : null;
}
