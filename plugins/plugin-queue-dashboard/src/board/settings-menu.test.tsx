import { passTime } from '@flex-sync-suite/shared/testing';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queueSid } from '../testing/queue-fixtures';
import { renderBoard, setUpBoard } from '../testing/render-board';

setUpBoard();

it('is gone through by the keyboard, and a dialog gives the focus back to its button', async () => {
  const { backend } = await renderBoard([{ sid: queueSid(1) }]);
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  const button = screen.getByRole('button', { name: 'Settings' });
  button.focus();
  await user.keyboard('{Enter}');
  await passTime(50);
  expect(screen.getByRole('menu', { name: 'What is set for everybody' })).toBeVisible();
  expect(screen.getByRole('menuitem', { name: 'Service level rules' })).toHaveFocus();
  await user.keyboard('{End}{Enter}');
  backend.answer({ revision: 1, rules: [], canEdit: false });
  await passTime(500);
  expect(screen.getByRole('dialog', { name: 'Groups of queues' })).toBeInTheDocument();
  expect(screen.getByTestId('settings-menu')).toHaveAttribute('aria-expanded', 'false');
  await user.keyboard('{Escape}');
  await passTime(500);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(button).toHaveFocus();
});
