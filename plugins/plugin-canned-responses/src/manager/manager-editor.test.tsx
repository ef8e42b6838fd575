import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { BackendError } from '@flex-sync-suite/shared/flex';
import {
  BEN,
  createFakeCannedBackend,
  editable,
  GLOBAL,
  library,
  ME,
  TEAM,
  unreachable,
  type FakeCannedBackend,
} from './testing/fake-canned-backend';
import { renderManager, rowOf, setUpManager, type ManagerUnderTest } from './testing/render-manager';

setUpManager();

const GREETING = editable(1, {
  title: 'Greeting',
  shortcut: 'hi',
  variants: [
    { language: 'en', channel: null, body: 'Hello {{customer.name}}' },
    { language: 'de', channel: null, body: 'Hallo' },
  ],
});
const { id: ID } = GREETING;
const at = '2026-11-23T12:00:00.000Z';

async function openGreeting(): Promise<ManagerUnderTest & { readonly backend: FakeCannedBackend }> {
  const backend = createFakeCannedBackend([GREETING, editable(2)]);
  const view = await renderManager(backend);
  await view.person.click(rowOf(ID));
  return { ...view, backend };
}
const lastWrite = (backend: FakeCannedBackend): unknown =>
  backend.sent.filter(({ method }) => method === 'PATCH' || method === 'POST').at(-1);
const click = async (view: ManagerUnderTest, testId: string): Promise<void> => {
  await view.person.click(screen.getByTestId(testId));
  await passTime(50);
};
const set = async (view: ManagerUnderTest, testId: string, text: string): Promise<void> => {
  await view.person.clear(screen.getByTestId(testId));
  await view.person.click(screen.getByTestId(testId));
  await view.person.paste(text);
};

describe('writing', () => {
  it('makes a draft in the chosen library, then publishes it', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-new');
    expect(screen.getByTestId('editor-who')).toHaveTextContent('Only those who may edit “Support team”, here.');
    await set(view, 'editor-title', 'Refund');
    await set(view, 'editor-shortcut', '/refund');
    await set(view, 'editor-tags', 'money, back');
    await set(view, 'editor-body', 'You get it back.');
    await click(view, 'editor-channel-sms');
    await click(view, 'editor-save');
    expect(lastWrite(backend)).toMatchObject({
      path: '/canned-responses',
      body: {
        libraryId: TEAM,
        title: 'Refund',
        shortcut: 'refund',
        category: null,
        tags: ['money', 'back'],
        channels: ['sms'],
        variants: [{ language: 'en', channel: null, body: 'You get it back.' }],
      },
    });
    expect(screen.getByTestId('editor-news')).toHaveTextContent('Saved.');
    expect(screen.getByTestId('manager-editor')).toHaveAttribute('data-dirty', 'false');
    await click(view, 'editor-publish');
    expect(lastWrite(backend)).toMatchObject({ method: 'PATCH', body: { revision: 1, status: 'published' } });
    expect(screen.getByTestId('editor-who')).toHaveTextContent('The 12 agents of “Support team”, on SMS.');
  });

  it('names what is missing, and asks the backend for nothing', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-new');
    await set(view, 'editor-shortcut', 'two words');
    await click(view, 'editor-publish');
    expect(screen.getByTestId('editor-title')).toHaveAccessibleDescription('Give it a title of 1 to 120 characters.');
    expect(screen.getByTestId('editor-shortcut')).toBeInvalid();
    expect(screen.getByTestId('editor-body')).toHaveAccessibleDescription(/English text is empty/);
    expect(lastWrite(backend)).toBeUndefined();
  });

  it('previews the text as a customer would get it, with segments, and marks what the agent has to fill', async () => {
    const view = await openGreeting();
    expect(screen.getByTestId('editor-preview')).toHaveTextContent('Hello Ana Kowalska');
    await set(view, 'editor-body', 'Order {{task.unknown}} at {{customer.name}} {{oops}} {{');
    expect(screen.getByTestId('editor-preview')).toHaveTextContent(
      'Order {{task.unknown}} at Ana Kowalska {{oops}} {{',
    );
    expect(screen.getByTestId('editor-warnings')).toHaveTextContent(
      /Nothing fills {{oops}}.*“{{” begins no placeholder/,
    );
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('1 SMS message,');
    await set(view, 'editor-body', 'ü'.repeat(161));
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('2 SMS messages');
    await set(view, 'editor-body', '漢'.repeat(71));
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('2 SMS messages, 63 characters left');
  });

  it('puts a placeholder at the caret', async () => {
    const view = await openGreeting();
    await set(view, 'editor-body', 'Hi , bye');
    screen.getByTestId<HTMLTextAreaElement>('editor-body').setSelectionRange(3, 3);
    await click(view, 'editor-placeholder');
    await click(view, 'placeholder-customer.name');
    expect(screen.getByTestId('editor-body')).toHaveValue('Hi {{customer.name}}, bye');
    expect(screen.getByTestId('editor-body')).toHaveFocus();
    await click(view, 'editor-placeholder');
    await click(view, 'placeholder-ask:');
    const body = screen.getByTestId<HTMLTextAreaElement>('editor-body');
    expect(body.value.slice(body.selectionStart, body.selectionEnd)).toBe('Question to the agent');
  });

  it('has a text for each language and channel', async () => {
    const view = await openGreeting();
    await click(view, 'editor-language-de');
    expect(screen.getByTestId('editor-body')).toHaveValue('Hallo');
    await view.person.selectOptions(screen.getByTestId('editor-add-variant'), 'sms');
    expect(screen.getByTestId('editor-body')).toHaveValue('Hallo');
    await set(view, 'editor-body', 'Hi SMS');
    await view.person.type(screen.getByTestId('editor-language-tag'), 'nonsense{Enter}');
    expect(screen.getByTestId('editor-language-tag')).toBeInvalid();
    await view.person.clear(screen.getByTestId('editor-language-tag'));
    await view.person.type(screen.getByTestId('editor-language-tag'), 'PT-br{Enter}');
    await set(view, 'editor-body', 'Olá');
    await click(view, 'editor-language-en');
    await click(view, 'editor-remove-language');
    await click(view, 'editor-save');
    expect(view.backend.responses.get(ID)?.variants).toEqual([
      { language: 'de', channel: null, body: 'Hallo' },
      { language: 'de', channel: 'sms', body: 'Hi SMS' },
      { language: 'pt-BR', channel: null, body: 'Olá' },
    ]);
  });

  it('warns of a response that says the same, and opens it', async () => {
    const view = await openGreeting();
    view.backend.similar = [
      { id: editable(2).id, title: 'Response 2', score: 0.93 },
      { id: `${GLOBAL}.000000000009`, title: 'Not mine', score: 0.8 },
    ];
    await set(view, 'editor-body', 'A text that exists already');
    await passTime(1000);
    expect(screen.getByTestId('editor-duplicates')).toHaveTextContent(/Response 2.*93% alike.*Not mine/);
    expect(lastWrite(view.backend)).toMatchObject({ path: '/canned-responses/similar', body: { except: ID } });
    expect(screen.getAllByTestId('editor-duplicate')).toHaveLength(1);
    await click(view, 'editor-duplicate');
    await click(view, 'leave-discard');
    expect(screen.getByTestId('editor-title')).toHaveValue('Response 2');
  });
});

describe('what was written', () => {
  it('is asked about before it is left, and can be saved then', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Changed');
    await click(view, 'editor-back');
    await click(view, 'leave-stay');
    expect(screen.getByTestId('editor-title')).toHaveValue('Changed');
    await view.person.click(screen.getByText('Support team'));
    await click(view, 'leave-save');
    expect(view.backend.responses.get(ID)?.title).toBe('Changed');
    expect(screen.queryByTestId('manager-editor')).not.toBeInTheDocument();
  });

  it('asks the browser to keep the page', async () => {
    const view = await openGreeting();
    const leave = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).toBe(true);
    await set(view, 'editor-title', 'Changed');
    expect(leave()).toBe(false);
  });

  it('is there again after another view of Flex was shown', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Changed');
    await view.leaveAndReturn();
    expect(screen.getByTestId('editor-title')).toHaveValue('Changed');
    expect(screen.getByTestId('editor-dirty')).toHaveTextContent('Unsaved changes');
  });

  it('stays when it could not be saved', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Changed');
    view.backend.failNext('PATCH', unreachable());
    await click(view, 'editor-save');
    expect(screen.getByTestId('editor-failure')).toHaveTextContent(
      'Not saved: The backend cannot be reached. What you wrote is still here.',
    );
    expect(screen.getByTestId('editor-title')).toHaveValue('Changed');
    await click(view, 'editor-save');
    expect(screen.getByTestId('editor-failure')).toBeEmptyDOMElement();
    expect(view.backend.responses.get(ID)?.title).toBe('Changed');
  });

  it('is refused beside the field that is to blame', async () => {
    const view = await openGreeting();
    await set(view, 'editor-shortcut', 'taken');
    view.backend.failNext('PATCH', new BackendError('shortcut_taken', '"Other" has the shortcut /taken already.'));
    await click(view, 'editor-save');
    expect(screen.getByTestId('editor-shortcut')).toHaveAccessibleDescription(
      '"Other" has the shortcut /taken already.',
    );
  });

  it('that was typed during a save stays unsaved', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'First');
    await act(async () => {
      const saving = view.world.editor.save();
      view.world.editor.change({ title: 'Second' });
      await saving;
    });
    expect(view.backend.responses.get(ID)?.title).toBe('First');
    expect(screen.getByTestId('editor-title')).toHaveValue('Second');
    expect(screen.getByTestId('manager-editor')).toHaveAttribute('data-dirty', 'true');
  });
});

describe('somebody else’s change', () => {
  it('is shown when nothing is unsaved here', async () => {
    const view = await openGreeting();
    view.backend.changeBehind(ID, { title: 'Theirs' });
    fireEvent(document, new Event('visibilitychange'));
    await passTime(50);
    expect(screen.getByTestId('editor-title')).toHaveValue('Theirs');
    expect(screen.getByTestId('editor-news')).toHaveTextContent('A colleague has just changed this response.');
  });

  it('waits beside what is unsaved here, and both become one field by field', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Mine');
    await set(view, 'editor-body', 'Mine');
    view.backend.changeBehind(ID, { title: 'Theirs', category: 'New', tags: ['a'] });
    fireEvent(document, new Event('visibilitychange'));
    await passTime(50);
    expect(screen.getByTestId('editor-title')).toHaveValue('Mine');
    const conflict = within(screen.getByTestId('editor-conflict'));
    const chosen = conflict.getAllByRole<HTMLInputElement>('radio', { checked: true }).map(({ value }) => value);
    expect(chosen).toEqual(['mine', 'theirs', 'theirs', 'mine']);
    const title = within(conflict.getByRole('group', { name: /Title/ }));
    await view.person.click(title.getByRole('radio', { name: /Theirs/ }));
    await click(view, 'conflict-apply');
    expect(screen.queryByTestId('editor-conflict')).not.toBeInTheDocument();
    await click(view, 'editor-save');
    expect(view.backend.responses.get(ID)).toMatchObject({ title: 'Theirs', category: 'New', tags: ['a'] });
    expect(view.backend.responses.get(ID)?.variants[0]?.body).toBe('Mine');
  });

  it('that a save meets loses nothing of either', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Mine');
    view.backend.changeBehind(ID, { title: 'Theirs', status: 'retired' });
    await click(view, 'editor-save');
    const conflict = screen.getByTestId('editor-conflict');
    expect(conflict).toHaveTextContent(/Mine.*Theirs/);
    expect(conflict).toHaveTextContent('Its status is now Retired; you saw Published.');
    expect(screen.getByTestId('editor-save')).toBeDisabled();
    await click(view, 'conflict-keep-mine');
    await click(view, 'editor-save');
    expect(view.backend.responses.get(ID)).toMatchObject({ title: 'Mine', status: 'retired' });
  });

  it('can be taken whole', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Mine');
    view.backend.changeBehind(ID, { title: 'Theirs' });
    await click(view, 'editor-save');
    await click(view, 'conflict-take-theirs');
    expect(screen.getByTestId('editor-title')).toHaveValue('Theirs');
    expect(screen.getByTestId('manager-editor')).toHaveAttribute('data-dirty', 'false');
  });
});

describe('the life of a response', () => {
  it('is retired without its unsaved changes, and brought back by undo', async () => {
    const view = await openGreeting();
    await set(view, 'editor-title', 'Half-written');
    await click(view, 'editor-retire');
    expect(lastWrite(view.backend)).toMatchObject({ body: { revision: 1, status: 'retired' } });
    expect(view.backend.responses.get(ID)).toMatchObject({ title: 'Greeting', status: 'retired' });
    expect(screen.getByTestId('editor-title')).toHaveValue('Half-written');
    expect(screen.getByTestId('editor-who')).toHaveTextContent('Nobody is offered it.');
    await click(view, 'editor-undo');
    expect(view.backend.responses.get(ID)?.status).toBe('published');
  });

  it('shows what changed since a version, and restores it', async () => {
    const view = await openGreeting();
    const old = { ...GREETING, revision: 0, title: 'Hello', at, by: BEN };
    view.backend.versions.set(ID, [{ ...GREETING, at, by: ME }, old]);
    await click(view, 'editor-versions-open');
    const dialog = within(screen.getByTestId('editor-versions'));
    expect(dialog.getByTestId('version-difference')).toHaveTextContent(
      'Titleremoved since: Helloadded since: Greeting',
    );
    await click(view, 'editor-restore');
    expect(lastWrite(view.backend)).toMatchObject({ path: expect.stringContaining('/restore') as string });
    expect(screen.queryByTestId('editor-versions')).not.toBeInTheDocument();
    expect(screen.getByTestId('editor-title')).toHaveValue('Hello');
    expect(screen.getByTestId('editor-news')).toHaveTextContent('Restored as a new version.');
  });
});

describe('files', () => {
  const csv = new File(['title,language,body'], 'replies.csv', { type: 'application/vnd.ms-excel' });

  it('are tried first, and imported only after a look', async () => {
    const backend = createFakeCannedBackend();
    backend.report = { ...backend.report, created: 3, updated: 1, unchanged: 2 };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await view.person.upload(screen.getByTestId('import-file'), csv);
    await passTime(50);
    expect(screen.getByTestId('import-report')).toHaveTextContent('would make: 3 new, 1 changed, 2 as they are.');
    expect(lastWrite(backend)).toMatchObject({
      query: { library: TEAM, dryRun: 'true' },
      file: { type: 'text/csv', content: csv },
    });
    await click(view, 'import-confirm');
    expect(lastWrite(backend)).toMatchObject({ query: { dryRun: 'false' } });
    expect(screen.getByTestId('import-report')).toHaveTextContent('Imported: 3 new');
  });

  it('with problems are shown line by line, and cannot be imported', async () => {
    const backend = createFakeCannedBackend();
    const problems = [{ line: 7, field: 'shortcut', message: 'A shortcut has no spaces.' }];
    backend.report = { ...backend.report, problems };
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    await view.person.upload(screen.getByTestId('import-file'), csv);
    await passTime(50);
    expect(screen.getByRole('row', { name: '7 shortcut A shortcut has no spaces.' })).toBeInTheDocument();
    expect(screen.getByTestId('import-confirm')).toBeDisabled();
  });

  it('that no backend could read are refused at once', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-import');
    const upload = async (name: string): Promise<void> => {
      const file = Object.assign(new File(['{'], name), { text: () => Promise.resolve('{') });
      // Not through the picker, which its `accept` would keep from choosing it.
      await userUpload(view, file);
    };
    await upload('replies.json');
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
    expect(screen.getByTestId('manager-export-csv')).toBeDisabled();
  });
});

async function userUpload(view: ManagerUnderTest, file: File): Promise<void> {
  await view.person.upload(screen.getByTestId('import-file'), file);
  await passTime(50);
}
