import {
  parseWithSchema,
  RecentCall,
  RecentCallConflict,
  RECENT_CALLS_PATH,
  type RecentCallPatch,
} from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { useEffect, useRef, useState } from 'react';
import { usePorts } from './panel-context';

/** What a person types; empty text clears the field. */
export interface NotesDraft {
  readonly note: string;
  readonly disposition: string;
}

export type SaveState =
  | { readonly status: 'idle' | 'saving' | 'saved' }
  | { readonly status: 'failed'; readonly reason: string }
  /** Somebody, or another window, saved first. */
  | { readonly status: 'conflict'; readonly current: RecentCall };

export interface Notes {
  readonly draft: NotesDraft;
  readonly isDirty: boolean;
  readonly state: SaveState;
  readonly edit: (change: Partial<NotesDraft>) => void;
  readonly save: () => void;
  /** After a conflict: saves the draft over the other text. */
  readonly keepMine: () => void;
  /** After a conflict: takes the other text and drops the draft. */
  readonly takeTheirs: () => void;
}

/**
 * Note and disposition of one call: a draft until it is saved, and never over an edit that it has not seen. An edit that
 * arrives while nothing was typed is simply shown.
 *
 * @param onSaved takes the row as the backend has it
 */
export function useNotes(call: RecentCall, onSaved: (call: RecentCall) => void): Notes {
  const { client } = usePorts();
  const [edited, setEdited] = useState<{ readonly draft: NotesDraft; readonly revision: number } | null>(null);
  const [state, setState] = useState<SaveState>({ status: 'idle' });
  const abort = useRef<AbortController>();
  useEffect(
    () => () => {
      abort.current?.abort();
    },
    [],
  );
  const stored = draftOf(call);
  const draft = edited?.draft ?? stored;

  async function send(notesRevision: number): Promise<void> {
    const running = new AbortController();
    abort.current = running;
    setState({ status: 'saving' });
    const body: RecentCallPatch = {
      notesRevision,
      note: draft.note === '' ? null : draft.note,
      disposition: draft.disposition === '' ? null : draft.disposition,
    };
    try {
      const path = `${RECENT_CALLS_PATH}/${call.reservationSid}`;
      const saved = await client.request({ method: 'PATCH', path, body, schema: RecentCall, signal: running.signal });
      onSaved(saved);
      if (running.signal.aborted) return;
      setEdited(null);
      setState({ status: 'saved' });
    } catch (error) {
      if (!running.signal.aborted) setState(failureOf(error));
    }
  }

  return {
    draft,
    isDirty: edited !== null,
    state,
    edit(change) {
      // The revision that the person saw when the first key was pressed.
      setEdited({ draft: { ...draft, ...change }, revision: edited?.revision ?? call.notesRevision });
      if (state.status !== 'conflict') setState({ status: 'idle' });
    },
    save() {
      if (edited !== null) void send(edited.revision);
    },
    keepMine() {
      if (state.status === 'conflict') void send(state.current.notesRevision);
    },
    takeTheirs() {
      if (state.status !== 'conflict') return;
      onSaved(state.current);
      setEdited(null);
      setState({ status: 'idle' });
    },
  };
}

const draftOf = ({ note, disposition }: RecentCall): NotesDraft => ({
  note: note ?? '',
  disposition: disposition ?? '',
});

function failureOf(error: unknown): SaveState {
  // By its shape: an error of another bundle's copy is not an instance of this one's class.
  const body: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'body') : undefined;
  const conflict = parseWithSchema(RecentCallConflict, body);
  return conflict.ok
    ? { status: 'conflict', current: conflict.value.current }
    : { status: 'failed', reason: errorWords(error) };
}
