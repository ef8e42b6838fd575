import type { CannedResponse, Placeholder, ResponseVariant } from '@flex-sync-suite/shared/contract';
import { useState } from 'react';
import { contextOf } from '../insert/task-facts';
import { chooseVariant, type ChosenVariant, type VariantPreference } from '../model/choose-variant';
import type { PlaceholderContext } from '../model/placeholder-context';
import { resolveTemplate, type ResolvedTemplate } from '../model/resolve-template';
import { usePanel } from '../parts/panel-context';
import { useTask } from '../parts/use-task';

interface FilledResponse extends ChosenVariant {
  readonly resolved: ResolvedTemplate;
  /** What only the agent can say, answered or not. */
  readonly asked: readonly Placeholder[];
  /** Another text of the response, in place of what the task asks for. */
  readonly choose: (preference: VariantPreference) => void;
}

/** The text of a response that suits the task best, or that the agent chose, filled for the task and with the answers. */
export function useFilledResponse(
  response: CannedResponse,
  preference: VariantPreference,
  answers: ReadonlyMap<string, string>,
): FilledResponse {
  const { services } = usePanel();
  const task = useTask(services);
  const [chosen, choose] = useState<VariantPreference | null>(null);
  const { variant, reasons } = chooseVariant(response.variants, chosen ?? preference);
  const context = contextOf(services, task, variant.language, new Date());
  return {
    variant,
    reasons,
    resolved: resolveTemplate(variant.body, context, answers),
    asked: askedIn(variant, context),
    choose,
  };
}

/** Every `ask:`, and every other placeholder without a value. */
function askedIn(variant: ResponseVariant, context: PlaceholderContext): readonly Placeholder[] {
  const asked = resolveTemplate(variant.body, context).parts.flatMap((part) =>
    part.kind === 'unresolved' || (part.kind === 'value' && part.placeholder.isAsk) ? [part.placeholder] : [],
  );
  return [...new Map(asked.map((placeholder) => [placeholder.name, placeholder])).values()];
}
