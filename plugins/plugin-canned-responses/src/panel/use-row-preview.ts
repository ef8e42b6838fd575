import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useMemo } from 'react';
import type { Desk } from '../desk/desk';
import { contextOf, useTask } from '../desk/task-facts';
import { servesLanguage } from '../model/choose-variant';
import { resolveTemplate } from '../model/resolve-template';

/** The beginning of the text in the wished language, as this customer would read it; in brackets what is to be filled. */
export function useRowPreview(desk: Desk, item: CannedResponseItem, language: string | null): string {
  const task = useTask(desk);
  return useMemo(() => {
    const [own] = item.previews;
    const wished = item.previews.find((preview) => language !== null && servesLanguage(preview.language, language));
    const preview = wished ?? own;
    if (preview === undefined) return '';
    const { parts } = resolveTemplate(preview.text, contextOf(desk, task, preview.language, new Date()));
    return parts.map((part) => (part.kind === 'unresolved' ? `[${part.placeholder.label}]` : part.text)).join('');
  }, [item, language, desk, task]);
}
