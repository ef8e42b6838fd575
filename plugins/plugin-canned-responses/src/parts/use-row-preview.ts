import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import type { AgentServices } from '../insert/agent-services';
import { contextOf } from '../insert/task-facts';
import type { ComposerInputs } from '../model/composer-state';
import { choosePreview } from '../model/choose-preview';
import { resolveTemplate } from '../model/resolve-template';

/**
 * The beginning of the text in the preferred language, as this customer would read it; in brackets what is to be filled.
 *
 * @param task comes from above: a subscription in each row would be most of what a new row costs
 */
export function useRowPreview(
  services: AgentServices,
  task: ComposerInputs,
  item: CannedResponseItem,
  language: string | null,
): string {
  return useMemo(() => {
    const preview = choosePreview(item, language);
    if (preview === null) return '';
    const { parts } = resolveTemplate(preview.text, contextOf(services, task, preview.language, new Date()));
    return parts.map((part) => (part.kind === 'unresolved' ? `[${part.placeholder.label}]` : part.text)).join('');
  }, [item, language, services, task]);
}
