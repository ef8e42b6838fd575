import type { Library } from '@flex-sync-suite/shared/contract';
import { saveFile } from '@flex-sync-suite/shared/views';
import { useState } from 'react';
import { failureOf } from '@flex-sync-suite/shared/flex';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

interface Export {
  readonly download: (format: 'csv' | 'json') => Promise<void>;
  /** Why the last one did not succeed. */
  readonly failure: string | null;
}

/** Saves the responses of a library as a file; does nothing without one. */
export function useExport(library: Library | undefined): Export {
  const { api } = useManager();
  const [failure, setFailure] = useState<string | null>(null);

  async function download(format: 'csv' | 'json'): Promise<void> {
    if (library === undefined) return;
    setFailure(null);
    try {
      saveFile(await api.export(library.id, format), `canned-responses.${library.id}.${format}`);
    } catch (error) {
      setFailure(managerStrings.list.exportFailed(failureOf(error).message));
    }
  }

  return { download, failure };
}
