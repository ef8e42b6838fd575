import type { SyncDocumentRef } from '../../contract';
import { createPayloadReader, type Held } from './payload-reader';
import { followObject, type SyncObject } from './sync-object';
import type { SyncIssue } from '../sync-result';

/** A Document: its data is the payload. */
export function createDocumentObject<T>(ref: SyncDocumentRef<T>, onIssue: (issue: SyncIssue) => void): SyncObject<T> {
  const reader = createPayloadReader(ref.schema, onIssue);
  let held: Held<T> | undefined;
  let invalid: SyncIssue | null = null;

  return {
    requests: 1,
    content: () => ({ data: held?.value, issues: invalid === null ? [] : [invalid], invalid }),
    async open(client, events, isWanted) {
      const document = await client.document({ id: ref.uniqueName, mode: 'open_existing' });
      const close = (): void => {
        document.close();
      };
      if (!isWanted()) {
        close();
        return close;
      }
      const take = (): void => {
        const read = reader.read({ key: null, data: document.data, revision: document.revision }, held);
        invalid = read.kind === 'issue' ? read.issue : null;
        if (read.kind === 'value') held = read.held;
      };
      document.on('updated', () => {
        take();
        events.onChange();
      });
      followObject(document, events);
      take();
      return close;
    },
  };
}
