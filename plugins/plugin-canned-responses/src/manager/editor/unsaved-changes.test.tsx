import { BackendError } from '@flex-sync-suite/shared/flex';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { click, GREETING, openGreeting, setText } from '../testing/edit-greeting';
import { unreachable } from '../testing/fake-canned-backend';
import { setUpManager } from '../testing/render-manager';

const { id: ID } = GREETING;

setUpManager();

describe('what was written', () => {
  it('is asked about before it is left, and can be saved then', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Changed');
    await click(view, 'editor-back');
    await click(view, 'dialog-close');
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
    await setText(view, 'editor-title', 'Changed');
    expect(leave()).toBe(false);
  });

  it('is there again after another view of Flex was shown', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Changed');
    await view.leaveAndReturn();
    expect(screen.getByTestId('editor-title')).toHaveValue('Changed');
    expect(screen.getByTestId('editor-dirty')).toHaveTextContent('Unsaved changes');
  });

  it('stays when it could not be saved', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Changed');
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
    await setText(view, 'editor-shortcut', 'taken');
    view.backend.failNext('PATCH', new BackendError('shortcut_taken', '"Other" has the shortcut /taken already.'));
    await click(view, 'editor-save');
    expect(screen.getByTestId('editor-shortcut')).toHaveAccessibleDescription(
      '"Other" has the shortcut /taken already.',
    );
  });

  it('that was typed during a save stays unsaved', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'First');
    await act(async () => {
      const saving = view.services.editor.save();
      view.services.editor.change({ title: 'Second' });
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
    expect(screen.getByTestId('editor-notice')).toHaveTextContent('A colleague has just changed this response.');
  });

  it('waits beside what is unsaved here, and both become one field by field', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Mine');
    await setText(view, 'editor-body', 'Mine');
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
    await setText(view, 'editor-title', 'Mine');
    view.backend.changeBehind(ID, { title: 'Theirs', status: 'retired' });
    await click(view, 'editor-save');
    const conflict = screen.getByTestId('editor-conflict');
    expect(conflict).toHaveTextContent(/Mine.*Theirs/);
    expect(conflict).toHaveTextContent('Its status is now Retired; you saw Published.');
    expect(screen.getByTestId('editor-save')).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByTestId('editor-save')).toHaveFocus();
    await click(view, 'conflict-keep-mine');
    await click(view, 'editor-save');
    expect(view.backend.responses.get(ID)).toMatchObject({ title: 'Mine', status: 'retired' });
  });

  it('can be taken whole', async () => {
    const view = await openGreeting();
    await setText(view, 'editor-title', 'Mine');
    view.backend.changeBehind(ID, { title: 'Theirs' });
    await click(view, 'editor-save');
    await click(view, 'conflict-take-theirs');
    expect(screen.getByTestId('editor-title')).toHaveValue('Theirs');
    expect(screen.getByTestId('manager-editor')).toHaveAttribute('data-dirty', 'false');
  });
});
