import { defineSyncMap } from '@flex-sync-suite/shared/contract';
import { useSyncMapWriter } from '@flex-sync-suite/shared/hooks';
import * as v from 'valibot';

const notesMap = defineSyncMap('notes', v.object({ text: v.string(), isRead: v.boolean() }), { scope: 'personal' });

/** What can be done to the note on a task. Each promise rejects with why Sync refused. */
export function useNotes(taskSid: string): Readonly<Record<'callBack' | 'read' | 'forget', () => Promise<void>>> {
  const notes = useSyncMapWriter(notesMap);
  return {
    callBack: async () => {
      await notes.set(taskSid, { text: 'Call back', isRead: false });
    },
    // Null leaves it as it is.
    read: async () => {
      await notes.mutate(taskSid, (note) => (note === undefined ? null : { ...note, isRead: true }));
    },
    forget: () => notes.remove(taskSid),
  };
}
