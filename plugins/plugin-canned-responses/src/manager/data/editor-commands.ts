import {
  parseWithSchema,
  ResponseConflict,
  type EditableResponse,
  type ResponseStatus,
} from '@flex-sync-suite/shared/contract';
import type { ValueSource } from '@flex-sync-suite/shared/observable';
import { contentOf, draftProblems } from '../model/draft';
import { actionFor, saved, saving, withNewer, type EditorState, type SaveAction } from '../model/editor-state';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { refusalBody, type ManagerApi } from './manager-api';

/** What the commands of the editor work with. */
export interface Editing {
  readonly api: ManagerApi;
  readonly state: ValueSource<EditorState | null>;
  readonly onSaved: (response: EditableResponse) => void;
}

/** Saves the draft unless something is wrong with it; a status is set along with it. */
export function saveDraft(editing: Editing, status: ResponseStatus | undefined): Promise<boolean> {
  const current = editing.state.getSnapshot();
  if (current === null) return Promise.resolve(false);
  const isRetiring = status === 'retired' && current.base !== null;
  if (!isRetiring && draftProblems(current.draft).length > 0) {
    editing.state.set({ ...current, isChecked: true, failure: null });
    return Promise.resolve(false);
  }
  return run(editing, actionFor(status), (started) => sendDraft(editing.api, started, status));
}

function sendDraft(
  api: ManagerApi,
  { base, libraryId, draft }: EditorState,
  status: ResponseStatus | undefined,
): Promise<EditableResponse> {
  const to = status === undefined ? {} : { status };
  if (base === null) return api.create({ libraryId, ...to, ...contentOf(draft) });
  // Retiring is about the status alone: a half-written change must not come along.
  const content = status === 'retired' ? {} : contentOf(draft);
  return api.edit(base.id, { revision: base.revision, ...to, ...content });
}

export const restoreVersion = (editing: Editing, from: number): Promise<boolean> =>
  run(editing, 'restore', ({ base }) => {
    if (base === null) throw new Error('Nobody saved this response yet');
    return editing.api.restore(base.id, { revision: base.revision, from });
  });

/** Reads the response again, as somebody may have changed it. */
export async function readAgain({ api, state }: Editing): Promise<void> {
  const current = state.getSnapshot();
  if (current?.base == null || current.saving !== null) return;
  try {
    const newer = await api.response(current.base.id);
    update(state, current.session, (seen) => withNewer(seen, newer));
  } catch {
    // The next save says what is wrong; nobody asked for this one.
  }
}

export async function readVersions({ api, state }: Editing): Promise<void> {
  const current = state.getSnapshot();
  if (current?.base == null) return;
  const show = (versions: EditorState['versions']): void => {
    update(state, current.session, (seen) => ({ ...seen, versions }));
  };
  show({ kind: 'loading' });
  try {
    const { versions } = await api.versions(current.base.id);
    show({ kind: 'open', versions });
  } catch (error) {
    show({ kind: 'failed', failure: failureOf(error) });
  }
}

/** Runs one command at a time, and shows how it went. */
async function run(
  { state, onSaved }: Editing,
  action: SaveAction,
  command: (started: EditorState) => Promise<EditableResponse>,
): Promise<boolean> {
  const started = state.getSnapshot();
  if (started?.saving !== null) return false;
  state.set(saving(started, action));
  try {
    const response = await command(started);
    update(state, started.session, (current) => saved(current, { action, started, response }));
    onSaved(response);
    return true;
  } catch (error) {
    const conflict = parseWithSchema(ResponseConflict, refusalBody(error));
    const why = conflict.ok ? { conflict: conflict.value.current } : { failure: failureOf(error) };
    update(state, started.session, (current) => ({ ...current, saving: null, ...why }));
    return false;
  }
}

/** Changes the state unless another response was opened meanwhile. */
function update(state: Editing['state'], session: number, next: (current: EditorState) => EditorState): void {
  const current = state.getSnapshot();
  if (current?.session === session) state.set(next(current));
}
