import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useSourceState } from '@flex-sync-suite/shared/hooks';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { useCallback } from 'react';
import type { AgentLibrary } from '../data/library-store';
import type { OpenedPreview } from './panel-memory';

const NO_ANSWERS: OpenedPreview['answers'] = new Map();

interface Previewed {
  /** Null while none is open. */
  readonly previewed: CannedResponseItem | null;
  readonly answers: OpenedPreview['answers'];
  /** Opens the preview of a response, or closes it. */
  readonly setPreviewed: (item: CannedResponseItem | null) => void;
  readonly onAnswer: (name: string, value: string) => void;
}

/** The response whose preview is open; with another task it is closed. Stays while it is withdrawn, to say so. */
export function usePreviewed(
  memory: ValueSource<OpenedPreview | null>,
  library: AgentLibrary,
  of: string | null,
): Previewed {
  const [opened, setOpened] = useSourceState(memory);
  const setPreviewed = useCallback(
    (item: CannedResponseItem | null) => {
      setOpened((before) => {
        if (item === null) return null;
        const isSame = before?.of === of && before.item.id === item.id;
        return { item, of, answers: isSame ? before.answers : NO_ANSWERS };
      });
    },
    [of, setOpened],
  );
  const onAnswer = useCallback(
    (name: string, value: string) => {
      setOpened((before) =>
        before === null ? null : { ...before, answers: new Map(before.answers).set(name, value) },
      );
    },
    [setOpened],
  );
  const isOpen = opened !== null && opened.of === of;
  return {
    previewed: isOpen ? (library.index.get(opened.item.id) ?? opened.item) : null,
    answers: isOpen ? opened.answers : NO_ANSWERS,
    setPreviewed,
    onAnswer,
  };
}
