import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chooseIn } from '../testing/choose-in-menu';
import { queueDocumentData, queueSid } from '../testing/queue-fixtures';
import { cellText, renderBoard, rowOf, setUpBoard } from '../testing/render-board';

setUpBoard();
const SALES = queueSid(1);
const ARABIC = 'خدمة العملاء';

const atWork = queueDocumentData({
  now: { queued: 1_234, ringing: 0, oldestWaitingSince: '2026-03-10T11:58:00.000Z' },
  last30Minutes: { offered: 8, answered: 8, answeredInTime: 7 },
});

it.each([
  ['de-DE', '1.234', /^87,5\s?%$/],
  ['ar-EG', '١٬٢٣٤', /^٨٧٫٥٪/],
])('writes numbers as %s does, each below the title of its column', async (locale, waiting, level) => {
  await renderBoard([{ sid: SALES, item: { name: ARABIC }, document: atWork }], { locale });
  const row = rowOf(ARABIC);
  expect(cellText(row, 'waiting')).toBe(waiting);
  expect(cellText(row, 'serviceLevel')).toMatch(level);
  const table = within(screen.getByTestId('queue-scroller'));
  const titles = table.getAllByRole('columnheader').filter((header) => !header.hasAttribute('colspan'));
  const cells = [...within(row).getAllByRole('rowheader'), ...within(row).getAllByRole('cell')];
  const alignment = (element: HTMLElement) => window.getComputedStyle(element).textAlign;
  expect(cells.map(alignment)).toEqual(titles.map(alignment));
});

it('reads from the left in a page that reads from the right, and only names find their own direction', async () => {
  document.documentElement.dir = 'rtl';
  await renderBoard([{ sid: SALES, item: { name: ARABIC }, document: atWork }]);
  const person = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  const english = (element: HTMLElement) => {
    // eslint-disable-next-line testing-library/no-node-access -- whose direction it has is the question
    expect(element.closest('[dir]')).toHaveAttribute('dir', 'ltr');
    // eslint-disable-next-line testing-library/no-node-access -- the same of its language
    expect(element.closest('[lang]')).toHaveAttribute('lang', 'en');
  };
  english(screen.getByTestId('queue-board'));
  const name = within(rowOf(ARABIC)).getByText(ARABIC);
  expect(name).toHaveAttribute('dir', 'auto');
  // What cuts it is what has the direction.
  expect(name).toHaveStyle({ overflow: 'hidden', textOverflow: 'ellipsis' });
  await person.click(within(rowOf(ARABIC)).getByRole('button', { name: ARABIC }));
  english(screen.getByTestId('queue-drawer'));
  await chooseIn('settings-menu', 'open-rules');
  english(screen.getByTestId('rules-dialog'));
  document.documentElement.removeAttribute('dir');
});
