import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import { click, lastWrite } from '../testing/edit-greeting';
import { createFakeCannedBackend, GLOBAL, library, TEAM } from '../testing/fake-canned-backend';
import { renderManager, setUpManager, type ManagerUnderTest } from '../testing/render-manager';

setUpManager();

async function upload(view: ManagerUnderTest, file: File): Promise<void> {
  await view.person.upload(screen.getByTestId('import-file'), file);
  await passTime(50);
}

describe('files', () => {
  const csv = new File(['title,language,body'], 'replies.csv', { type: 'application/vnd.ms-excel' });

  it('are tried first, and imported only after a look', async () => {
    const backend = createFakeCannedBackend();
    backend.report = { ...backend.report, created: 3, updated: 1, unchanged: 2 };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await upload(view, csv);
    expect(screen.getByTestId('import-report')).toHaveTextContent('would make: 3 new, 1 changed, 2 as they are.');
    expect(lastWrite(backend)).toMatchObject({
      query: { library: TEAM, dryRun: 'true' },
      file: { type: 'text/csv', content: csv },
    });
    await click(view, 'import-confirm');
    expect(lastWrite(backend)).toMatchObject({ query: { dryRun: 'false' } });
    expect(screen.getByTestId('import-report')).toHaveTextContent('Imported: 3 new');
  });

  it('are told response by response: what is new, what it changes and why, and what was read as what', async () => {
    const backend = createFakeCannedBackend();
    backend.report = {
      ...backend.report,
      created: 1,
      updated: 1,
      changes: [
        { line: 2, title: 'Hello', updates: null },
        { line: 3, title: 'Refund now', updates: { title: 'Refund', by: 'shortcut' } },
      ],
      notes: ['The column "content" was read as "body".'],
    };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await upload(view, new File(['short_code\tcontent'], 'macros.TSV'));
    expect(screen.getByRole('row', { name: '2 Hello New' })).toBeInTheDocument();
    const updated = '3 Refund now Updates “Refund”, which has its shortcut';
    expect(screen.getByRole('row', { name: updated })).toBeInTheDocument();
    expect(screen.getByTestId('import-notes')).toHaveTextContent('"content" was read as "body"');
    expect(screen.getByRole('region', { name: 'Responses that are new or change' })).toHaveAttribute('tabindex', '0');
  });

  it('with placeholders that nothing fills name them, and are tried again with ours', async () => {
    const backend = createFakeCannedBackend();
    const unknown = { line: 2, column: 7, source: '{{contact.name}}', ours: '{{customer.name}}' };
    backend.report = { ...backend.report, created: 1, unknownPlaceholders: [unknown] };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await upload(view, csv);
    expect(screen.getByRole('row', { name: '2 7 {{contact.name}} {{customer.name}}' })).toBeInTheDocument();
    backend.report = { ...backend.report, unknownPlaceholders: [] };
    await view.person.click(screen.getByTestId('import-use-ours'));
    await passTime(50);
    expect(lastWrite(backend)).toMatchObject({ query: { dryRun: 'true', placeholders: 'ours' } });
    expect(screen.getByTestId('import-use-ours')).toBeChecked();
    await click(view, 'import-confirm');
    expect(lastWrite(backend)).toMatchObject({ query: { dryRun: 'false', placeholders: 'ours' } });
  });

  it('with problems are shown line by line, and cannot be imported', async () => {
    const backend = createFakeCannedBackend();
    const problems = [{ line: 7, field: 'shortcut', message: 'A shortcut has no spaces.' }];
    backend.report = { ...backend.report, problems };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await upload(view, csv);
    expect(screen.getByRole('row', { name: '7 shortcut A shortcut has no spaces.' })).toBeInTheDocument();
    expect(screen.getByTestId('import-confirm')).toBeDisabled();
  });

  it('that no backend could read are refused at once', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    // jsdom's File cannot tell its text.
    const file = Object.assign(new File(['{'], 'replies.json'), { text: () => Promise.resolve('{') });
    await upload(view, file);
    expect(screen.getByTestId('import-report')).toHaveTextContent('The file is not valid JSON.');
    expect(lastWrite(backend)).toBeUndefined();
  });

  it('are exported as the chosen library holds them', async () => {
    const backend = createFakeCannedBackend();
    backend.answer = { libraries: [library(), library({ id: GLOBAL, kind: 'global' })], workers: [] };
    const view = await renderManager(backend);
    const saved: string[] = [];
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    await click(view, 'manager-export-csv');
    await click(view, 'manager-export-json');
    expect(saved).toEqual([`canned-responses.${TEAM}.csv`, `canned-responses.${TEAM}.json`]);
    await view.person.click(screen.getByText('All libraries'));
    await passTime(50);
    expect(screen.getByTestId('manager-export-csv')).toHaveAttribute('aria-disabled', 'true');
  });
});
