import { passTime } from '@flex-sync-suite/shared/testing';
import { screen, within } from '@testing-library/react';
import { click, GREETING, lastWrite, openGreeting, setText } from '../testing/edit-greeting';
import { BEN, createFakeCannedBackend, editable, GLOBAL, ME, TEAM } from '../testing/fake-canned-backend';
import { renderManager, setUpManager } from '../testing/render-manager';

const { id: ID } = GREETING;
const at = '2026-11-23T12:00:00.000Z';

setUpManager();

describe('writing', () => {
  it('makes a draft in the chosen library, then publishes it', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-new');
    expect(screen.getByTestId('editor-who')).toHaveTextContent('Only those who may edit “Support team”, here.');
    await setText(view, 'editor-title', 'Refund');
    await setText(view, 'editor-shortcut', '/refund');
    await setText(view, 'editor-tags', 'money, back');
    await setText(view, 'editor-body', 'You get it back.');
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
    expect(screen.getByTestId('editor-notice')).toHaveTextContent('Saved.');
    expect(screen.getByTestId('manager-editor')).toHaveAttribute('data-dirty', 'false');
    await click(view, 'editor-publish');
    expect(lastWrite(backend)).toMatchObject({ method: 'PATCH', body: { revision: 1, status: 'published' } });
    expect(screen.getByTestId('editor-who')).toHaveTextContent('The 12 agents of “Support team”, on SMS.');
  });

  it('names what is missing, and asks the backend for nothing', async () => {
    const backend = createFakeCannedBackend();
    const view = await renderManager(backend);
    await click(view, 'manager-new');
    await setText(view, 'editor-shortcut', 'two words');
    await click(view, 'editor-publish');
    expect(screen.getByTestId('editor-title')).toHaveAccessibleDescription('Give it a title of 1 to 120 characters.');
    expect(screen.getByTestId('editor-shortcut')).toBeInvalid();
    expect(screen.getByTestId('editor-body')).toHaveAccessibleDescription(/English text is empty/);
    expect(lastWrite(backend)).toBeUndefined();
  });

  it('previews the text as a customer would get it, with segments, and marks what the agent has to fill', async () => {
    const view = await openGreeting();
    expect(screen.getByTestId('editor-preview')).toHaveTextContent('Hello Ana Kowalska');
    await setText(view, 'editor-body', 'Order {{task.unknown}} at {{customer.name}} {{oops}} {{');
    expect(screen.getByTestId('editor-preview')).toHaveTextContent(
      'Order {{task.unknown}} at Ana Kowalska {{oops}} {{',
    );
    expect(screen.getByTestId('editor-warnings')).toHaveTextContent(
      /Nothing fills {{oops}}.*“{{” begins no placeholder/,
    );
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('1 SMS message,');
    await setText(view, 'editor-body', 'ü'.repeat(161));
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('2 SMS messages');
    await setText(view, 'editor-body', '漢'.repeat(71));
    expect(screen.getByTestId('editor-segments')).toHaveTextContent('2 SMS messages, 63 characters left');
  });

  it('puts a placeholder at the caret', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-body', 'Hi , bye');
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
    await setText(view, 'editor-body', 'Hi SMS');
    await view.person.type(screen.getByTestId('editor-language-tag'), 'nonsense{Enter}');
    expect(screen.getByTestId('editor-language-tag')).toBeInvalid();
    await view.person.clear(screen.getByTestId('editor-language-tag'));
    await view.person.type(screen.getByTestId('editor-language-tag'), 'PT-br{Enter}');
    await setText(view, 'editor-body', 'Olá');
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
    await setText(view, 'editor-body', 'A text that exists already');
    await passTime(1000);
    expect(screen.getByTestId('editor-duplicates')).toHaveTextContent(/Response 2.*93% alike.*Not mine/);
    expect(lastWrite(view.backend)).toMatchObject({ path: '/canned-responses/similar', body: { except: ID } });
    expect(screen.getAllByTestId('editor-duplicate')).toHaveLength(1);
    await click(view, 'editor-duplicate');
    await click(view, 'leave-discard');
    expect(screen.getByTestId('editor-title')).toHaveValue('Response 2');
  });
});

describe('the life of a response', () => {
  it('is retired without its unsaved changes, and brought back by undo', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Half-written');
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
    expect(screen.getByTestId('editor-notice')).toHaveTextContent('Restored as a new version.');
  });
});
