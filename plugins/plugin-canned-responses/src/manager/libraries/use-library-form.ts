import { LibraryConflict, parseWithSchema, type Library, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { useState } from 'react';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { refusalBody } from '../data/manager-api';
import type { People } from '../model/people';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.library;

/** What is written about a library. */
export interface LibraryFields {
  readonly name: string;
  readonly kind: 'global' | 'team';
  readonly people: People;
}

interface LibraryForm {
  readonly fields: LibraryFields;
  readonly change: (change: Partial<LibraryFields>) => void;
  readonly isBusy: boolean;
  /** Why the last try did not succeed. */
  readonly failure: string | null;
  readonly save: () => Promise<void>;
  /** Null while there is nothing to remove. */
  readonly remove: (() => Promise<void>) | null;
}

/** The fields of a library, and what is done with it; null for a new one. Closes after what succeeded. */
export function useLibraryForm(opened: Library | null, onClose: () => void): LibraryForm {
  const { api } = useManager();
  const [library, setLibrary] = useState(opened);
  const [fields, setFields] = useState(() => fieldsOf(opened));
  const change = (next: Partial<LibraryFields>): void => {
    setFields((before) => ({ ...before, ...next }));
  };
  const { run, isBusy, failure } = useLibraryCommand(onClose, (current) => {
    setLibrary(current);
    change({ name: current.name, people: peopleOf(current) });
  });

  async function save(): Promise<Library> {
    const { name, kind, people } = fields;
    const made = library ?? (await api.createLibrary({ name, kind }));
    // A try after a failure changes the library that is there by now.
    setLibrary(made);
    const members = kind === 'global' ? {} : { members: [...people.members] };
    return api.editLibrary(made.id, { revision: made.revision, name, ...members, leads: [...people.leads] });
  }

  return {
    fields,
    change,
    isBusy,
    failure,
    save: () => run(save),
    remove: library === null ? null : () => run(() => api.removeLibrary(library.id).then(() => null)),
  };
}

/** Runs a command, then reads the libraries again and closes. `onConflict` takes what somebody else saved meanwhile. */
function useLibraryCommand(onClose: () => void, onConflict: (current: Library) => void) {
  const { libraries, list } = useManager();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function run(command: () => Promise<Library | null>): Promise<void> {
    setIsBusy(true);
    setFailure(null);
    try {
      const kept = await command();
      await libraries.load();
      list.setFilter({ library: kept?.id ?? null });
      onClose();
    } catch (error) {
      const refused = parseWithSchema(LibraryConflict, refusalBody(error));
      if (refused.ok) onConflict(refused.value.current);
      setFailure(refused.ok ? words.conflict : failureOf(error).message);
      setIsBusy(false);
    }
  }

  return { run, isBusy, failure };
}

const fieldsOf = (library: Library | null): LibraryFields => ({
  name: library?.name ?? '',
  kind: library?.kind === 'global' ? 'global' : 'team',
  people: peopleOf(library),
});

const peopleOf = (library: Library | null): People => ({
  members: new Set<WorkerSid>(library?.members ?? []),
  leads: new Set<WorkerSid>(library?.leads ?? []),
});
