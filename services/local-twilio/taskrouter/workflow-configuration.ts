import * as v from 'valibot';
import { parseJson } from '../base/json';
import { refused } from '../base/task-router-error';
import type { TaskQueue, Workflow, WorkflowFilter, WorkflowTarget } from './workspace-model';
import { compileExpression } from './expression';

/** A number, or one in a text: TaskRouter takes both. */
const Whole = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(0),
);
const Target = v.strictObject({
  queue: v.string(),
  priority: v.optional(Whole),
  timeout: v.optional(Whole),
  expression: v.optional(v.string()),
  known_worker_sid: v.optional(v.string()),
  known_worker_friendly_name: v.optional(v.string()),
});
type Target = v.InferOutput<typeof Target>;

const Configuration = v.strictObject({
  task_routing: v.strictObject({
    filters: v.array(
      v.strictObject({
        filter_friendly_name: v.optional(v.string(), ''),
        expression: v.string(),
        targets: v.pipe(v.array(Target), v.minLength(1)),
      }),
    ),
  }),
});

/**
 * Reads a Workflow's configuration (docs.twilio.com, "Workflows Overview").
 *
 * @throws TaskRouterError 400 for what is none, and for what is not emulated: `default_filter`, `skip_if`, `order_by`
 */
export function parseConfiguration(text: string, queues: ReadonlyMap<string, TaskQueue>): readonly WorkflowFilter[] {
  const parsed = v.safeParse(Configuration, jsonOf(text));
  if (!parsed.success) throw refused(`Invalid Configuration: ${v.summarize(parsed.issues)}`);
  return parsed.output.task_routing.filters.map(({ filter_friendly_name: name, expression, targets }) => ({
    ...{ name, expression, matches: compileExpression(expression) },
    targets: targets.map((target) => targetOf(target, queues)),
  }));
}

/** The configuration as TaskRouter's REST API shows it. */
export const writtenConfiguration = ({ filters }: Workflow): string =>
  JSON.stringify({
    task_routing: {
      filters: filters.map(({ name, expression, targets }) => ({
        ...{ filter_friendly_name: name, expression },
        targets: targets.map(written),
      })),
    },
  });

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw refused('Invalid JSON in Configuration');
  }
}

function targetOf(target: Target, queues: ReadonlyMap<string, TaskQueue>): WorkflowTarget {
  const { queue, priority, timeout, expression } = target;
  if (!queues.has(queue)) throw refused(`Invalid Configuration: there is no TaskQueue ${queue}`);
  const knownWorker = knownWorkerOf(target);
  return {
    queueSid: queue,
    ...(priority === undefined ? {} : { priority }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(expression === undefined
      ? {}
      : { expression: { text: expression, matches: compileExpression(expression, { sides: true }) } }),
    ...(knownWorker === undefined ? {} : { knownWorker }),
  };
}

function knownWorkerOf({ known_worker_sid: sid, known_worker_friendly_name: name }: Target) {
  const attribute = sid ?? name;
  if (attribute === undefined) return undefined;
  if (sid !== undefined && name !== undefined) throw refused('A target names one known worker');
  if (!attribute.startsWith('task.')) throw refused(`A known worker is named by task.…, not by ${attribute}`);
  return { by: sid === undefined ? 'friendly_name' : 'sid', attribute } as const;
}

const written = ({ queueSid, priority, timeoutSeconds, expression, knownWorker }: WorkflowTarget): object => ({
  ...{ queue: queueSid, priority, timeout: timeoutSeconds, expression: expression?.text },
  ...(knownWorker === undefined ? {} : { [`known_worker_${knownWorker.by}`]: knownWorker.attribute }),
});
