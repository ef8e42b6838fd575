/** Why nothing can be inserted now, for the panel to say. */
export type ComposerObstacle =
  /** No task is selected. */
  | 'no-task'
  /** The task has no written conversation: a call. */
  | 'not-written'
  /** Email has an editor of its own. */
  | 'email'
  /** Offered, not yet accepted. */
  | 'not-accepted'
  /** The conversation has ended; the agent wraps up. */
  | 'wrapping'
  /** A supervisor looks on at another agent's conversation. */
  | 'monitoring';

/** What a plugin reads of the selected task; made by `createTaskPort`. */
export interface TaskSnapshot {
  /** Null for a task without a conversation. */
  readonly conversationSid: string | null;
  /** Flex's status of the reservation: `pending`, `accepted`, `wrapping`, … */
  readonly status: string;
  /** `channelType` of the attributes, else the TaskRouter channel. */
  readonly channel: string;
  readonly queueName: string | null;
  /** Attributes of the task as Flex holds them. */
  readonly attributes: unknown;
}

export interface ComposerInputs {
  /** The own task that is selected in the Agent Desktop; null when none is. */
  readonly task: TaskSnapshot | null;
  /** True in the Teams view, whose conversations are other agents'. */
  readonly isMonitoring: boolean;
}

/** Null when the agent can write. */
export function composerObstacle({ task, isMonitoring }: ComposerInputs): ComposerObstacle | null {
  if (isMonitoring) return 'monitoring';
  if (task === null) return 'no-task';
  if (task.channel === 'email') return 'email';
  if (task.status === 'wrapping' || task.status === 'completed' || task.status === 'canceled') return 'wrapping';
  if (task.channel === 'voice') return 'not-written';
  if (task.status !== 'accepted') return 'not-accepted';
  return task.conversationSid === null ? 'not-written' : null;
}

/** Where accounts keep the customer's language, as a BCP 47 tag; null when the task does not say. */
export function taskLanguage(attributes: unknown): string | null {
  for (const name of ['language', 'preferred_language', 'preferredLanguage', 'locale']) {
    const value = textField(attributes, name)?.replaceAll('_', '-') ?? '';
    if (/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(value)) return value;
  }
  return null;
}

/** A non-empty text among the own properties of an object; null otherwise. */
export function textField(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  const field: unknown = Reflect.get(value, name);
  return typeof field === 'string' && field !== '' ? field : null;
}
