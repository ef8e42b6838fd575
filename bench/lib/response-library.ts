import type { ImportReport, Library } from '../../src/contract';
import { flexTokenOf } from '../../e2e/support/backend-api';
import type { Suite } from '../../e2e/support/suite';
import { librariesInSync } from '../../e2e/support/libraries-in-sync';

export interface ImportTimes {
  /** Until the backend answered. */
  readonly committedMs: number;
  /** Until nothing of it was left to be written to Sync. */
  readonly projectedMs: number;
}

/** Imports responses as an admin does; resolves when the backend answered. */
export async function beginImport(suite: Suite, library: Library, file: readonly object[]): Promise<void> {
  const answer = await fetch(`${suite.backendUrl}/canned-responses/import?library=${library.id}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await flexTokenOf(suite, 'ada', 'admin')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(file),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The import answered ${answer.status}: ${text}`);
  const { created, problems } = JSON.parse(text) as ImportReport;
  if (created !== file.length) throw new Error(`The import made ${created} responses: ${JSON.stringify(problems[0])}`);
}

/** Imports responses as an admin does, and waits until agents can have them. */
export async function importLibrary(suite: Suite, library: Library, file: readonly object[]): Promise<ImportTimes> {
  const startedAt = performance.now();
  await beginImport(suite, library, file);
  const committedMs = performance.now() - startedAt;
  await librariesInSync(suite.backendUrl, { timeoutMs: 1_200_000, everyMs: 1_000 });
  return { committedMs, projectedMs: performance.now() - startedAt };
}
