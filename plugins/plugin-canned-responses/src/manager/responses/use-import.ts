import type { ImportQuery, ImportReport, Library } from '@flex-sync-suite/shared/contract';
import { useRef, useState } from 'react';
import { failureOf } from '@flex-sync-suite/shared/flex';
import type { ImportFile } from '../data/manager-api';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.import;

/** As they stand in the file, or made into ours. */
export type Placeholders = ImportQuery['placeholders'];

export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'checking' | 'importing'; readonly file: ImportFile }
  | { readonly kind: 'checked'; readonly file: ImportFile; readonly report: ImportReport }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | { readonly kind: 'failed'; readonly reason: string };

interface Import {
  readonly step: ImportStep;
  readonly placeholders: Placeholders;
  /** Takes a file and tries it. */
  readonly choose: (file: File | undefined) => Promise<void>;
  /** Tries the file again with its placeholders read in another way. */
  readonly read: (file: ImportFile, placeholders: Placeholders) => void;
  readonly confirm: (file: ImportFile) => Promise<void>;
}

/** An import into a library, from the choice of a file until it is done: each file is tried before it is imported. */
export function useImport(library: Library): Import {
  const { api, libraries, list } = useManager();
  const [placeholders, setPlaceholders] = useState<Placeholders>('asWritten');
  const { step, setStep, check } = useDryRun(library);

  async function choose(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    setPlaceholders('asWritten');
    try {
      const file = await importFileOf(chosen);
      if ('refusal' in file) setStep({ kind: 'failed', reason: file.refusal });
      else await check(file, 'asWritten');
    } catch (error) {
      setStep(failed(error));
    }
  }

  function read(file: ImportFile, how: Placeholders): void {
    setPlaceholders(how);
    void check(file, how);
  }

  async function confirm(file: ImportFile): Promise<void> {
    setStep({ kind: 'importing', file });
    try {
      const report = await api.import(library.id, file, { isDryRun: false, placeholders });
      // Somebody may have taken a shortcut since the dry run.
      setStep(report.problems.length > 0 ? { kind: 'checked', file, report } : { kind: 'done', report });
      list.reload();
      await libraries.load();
    } catch (error) {
      setStep(failed(error));
    }
  }

  return { step, placeholders, choose, read, confirm };
}

/** The step of the import, and the way to what a file would do. */
function useDryRun(library: Library) {
  const { api } = useManager();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose' });
  /** The file chosen last: an older answer is of no interest. */
  const latest = useRef(0);

  async function check(file: ImportFile, placeholders: Placeholders): Promise<void> {
    latest.current += 1;
    const own = latest.current;
    const show = (next: ImportStep): void => {
      if (own === latest.current) setStep(next);
    };
    show({ kind: 'checking', file });
    try {
      const report = await api.import(library.id, file, { isDryRun: true, placeholders });
      show({ kind: 'checked', file, report });
    } catch (error) {
      show(failed(error));
    }
  }

  return { step, setStep, check };
}

const failed = (error: unknown): ImportStep => ({ kind: 'failed', reason: failureOf(error).message });

/** `refusal`: why no backend could read it. */
async function importFileOf(file: File): Promise<ImportFile | { readonly refusal: string }> {
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  if (['csv', 'tsv', 'txt'].includes(extension)) return { name: file.name, type: 'text/csv', content: file };
  if (extension !== 'json') return { refusal: words.badType };
  const text = await file.text();
  try {
    JSON.parse(text);
  } catch {
    return { refusal: words.badJson };
  }
  return { name: file.name, type: 'application/json', content: file };
}
