import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { passTime } from '@flex-sync-suite/shared/testing';

/** Opens a menu of the toolbar and chooses one of its entries. */
export async function chooseIn(menu: 'board-menu' | 'settings-menu' | 'view-menu', entry: string): Promise<void> {
  const person = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  await person.click(screen.getByTestId(menu));
  await person.click(screen.getByTestId(entry));
  await passTime(50);
}
