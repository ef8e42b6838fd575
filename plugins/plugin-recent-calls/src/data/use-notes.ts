import {
  parseWithSchema,
  RecentCall,
  RecentCallConflict,
  RECENT_CALLS_PATH,
  type RecentCallPatch,
} from '@flex-sync-suite/shared/contract';
import { errorWords } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { usePorts } from './panel-ports';
import type { NotesDraft, NotesEntry, SaveState } from './panel-memory';

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

const IDLE: SaveState = { status: 'idle' };
const NOTHING_TYPED: NotesEntry = { edited: null, state: IDLE };

/**
 * Note and disposition of one call: a draft until it is saved, and never over an edit that it has not seen. An edit that
 * arrives while nothing was typed is simply shown. The draft is kept for its call while another one is shown, and what is
 * being saved goes on.
 *
 * @param onSaved takes the row as the backend has it
 */
export function useNotes(call: RecentCall, onSaved: (call: RecentCall) => void): Notes {
  const { client, memory } = usePorts();
  const { reservationSid } = call;
  const { edited, state } = useSource(memory.notes).get(reservationSid) ?? NOTHING_TYPED;
  const draft = edited?.draft ?? draftOf(call);

  function put(change: Partial<NotesEntry>): void {
    const all = new Map(memory.notes.getSnapshot());
    all.set(reservationSid, { ...(all.get(reservationSid) ?? NOTHING_TYPED), ...change });
    memory.notes.set(all);
  }

  async function send(notesRevision: number): Promise<void> {
    put({ state: { status: 'saving' } });
    const body: RecentCallPatch = {
      notesRevision,
      note: draft.note === '' ? null : draft.note,
      disposition: draft.disposition === '' ? null : draft.disposition,
    };
    try {
      const path = `${RECENT_CALLS_PATH}/${reservationSid}`;
      const saved = await client.request({ method: 'PATCH', path, body, schema: RecentCall });
      onSaved(saved);
      put({ edited: null, state: { status: 'saved' } });
    } catch (error) {
      put({ state: failureOf(error) });
    }
  }

  return {
    draft,
    isDirty: edited !== null,
    state,
    edit(change) {
      const revision = edited?.revision ?? call.notesRevision;
      put({
        edited: { draft: { ...draft, ...change }, revision },
        ...(state.status === 'conflict' ? {} : { state: IDLE }),
      });
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
      put(NOTHING_TYPED);
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
