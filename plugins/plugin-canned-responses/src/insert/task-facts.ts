import type { PlaceholderContext } from '../model/placeholder-context';
import { placeholderContext } from '../model/placeholder-context';
import { composerObstacle, taskLanguage, type ComposerInputs } from '../model/composer-state';
import type { ComposerAvailability } from '../model/library-view';
import type { VariantPreference } from '../model/choose-variant';
import type { AgentServices } from './agent-services';

/** Whether the agent can write to the selected task's conversation, and if not, why. */
export function availabilityOf(inputs: ComposerInputs): ComposerAvailability {
  const reason = composerObstacle(inputs);
  const conversationSid = inputs.task?.conversationSid ?? null;
  if (reason !== null) return { kind: 'off', reason };
  return conversationSid === null ? { kind: 'off', reason: 'not-written' } : { kind: 'on', conversationSid };
}

/** What the task asks of a text. */
export const preferenceOf = ({ task }: ComposerInputs): VariantPreference => ({
  language: task === null ? null : taskLanguage(task.attributes),
  channel: task === null ? null : task.channel,
});

/** @param language of the text: a date in it is written as its reader writes dates */
export function contextOf(
  services: AgentServices,
  { task }: ComposerInputs,
  language: string,
  now: Date,
): PlaceholderContext {
  const worker = services.worker();
  return placeholderContext({
    taskAttributes: task?.attributes ?? null,
    queueName: task?.queueName ?? null,
    workerAttributes: worker.attributes,
    workerName: worker.name,
    now,
    locale: language,
    timeZone: services.timeZone,
  });
}
