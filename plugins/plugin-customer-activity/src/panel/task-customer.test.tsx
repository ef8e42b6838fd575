import { customerMap } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import { ASK_AGAIN_MS } from '../data/use-finding';
import {
  cartEntry,
  customerKey,
  match,
  nowEntry,
  OTHER_RESERVATION,
  OTHER_TASK,
  searchesEntry,
} from '../testing/customer-fixtures';
import { panelStateOf, renderCustomer, SELECTED, setUpCustomer, textsOf } from '../testing/render-customer';

setUpCustomer();

const map = customerMap(customerKey(1));
const OTHER = { taskSid: OTHER_TASK, reservationSid: OTHER_RESERVATION };
const message = (): HTMLElement => screen.getByTestId('customer-activity-message');
const action = (): HTMLElement => screen.getByTestId('customer-activity-action');
const selectAnother = (view: Awaited<ReturnType<typeof renderCustomer>>): Promise<void> => {
  act(() => {
    view.task.set(OTHER);
  });
  return passTime(10);
};

describe('looking for the customer of a task, the panel', () => {
  it('says that no task is selected, and asks for nothing', async () => {
    const { backend } = await renderCustomer({ selected: null });
    expect([panelStateOf(), backend.requests]).toEqual(['no-task', []]);
    expect(message()).toHaveTextContent('Select a task');
  });

  it('says that it is looking until the backend answers', async () => {
    const { answer } = await renderCustomer({ customers: null, entries: [nowEntry()] });
    expect(panelStateOf()).toBe('looking');
    await answer(match(1));
    expect(panelStateOf()).toBe('ready');
  });

  it('says that nobody was found, and looks again on demand', async () => {
    const { person, answer } = await renderCustomer({ customers: [], entries: [nowEntry()] });
    expect(panelStateOf()).toBe('none-found');
    await person.click(action());
    expect(panelStateOf()).toBe('looking');
    await answer(match(1));
    expect(panelStateOf()).toBe('ready');
  });

  it('follows the selected task, asks for each once, and never shows the customer of another', async () => {
    const view = await renderCustomer({ entries: [nowEntry()] });
    await selectAnother(view);
    expect(panelStateOf()).toBe('looking');
    expect(screen.queryByTestId('customer-head')).not.toBeInTheDocument();
    await view.tell([nowEntry({ userId: 'somebody else' })], 2);
    await view.answer(match(2));
    expect(textsOf('customer-head')[0]).toContain('somebody else');
    act(() => {
      view.task.set(SELECTED);
    });
    await passTime(500);
    expect(textsOf('customer-head')[0]).toContain('shop-user-7');
    expect(view.backend.requests).toHaveLength(2);
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not_found'],
  ])('gives the backend’s reason for %i, and tries again only on demand', async (status, code) => {
    const { backend, person, answer, live } = await renderCustomer({ customers: null, entries: [nowEntry()] });
    backend.fail(code, 'You hold no reservation of this task', { status });
    await live(ASK_AGAIN_MS * 2);
    expect([panelStateOf(), backend.requests.length]).toEqual(['failed', 1]);
    expect(message()).toHaveTextContent('You hold no reservation of this task.');
    await person.click(action());
    await answer(match(1));
    expect(panelStateOf()).toBe('ready');
  });

  it.each([
    [429, 'too_many_requests'],
    [503, 'unavailable'],
    [null, 'unreachable'],
  ])('asks again by itself after %s', async (status, code) => {
    const { backend, answer } = await renderCustomer({ customers: null, entries: [nowEntry()] });
    backend.fail(code, 'Later', { status });
    await passTime(10);
    expect(panelStateOf()).toBe('failed');
    await passTime(ASK_AGAIN_MS);
    expect(backend.requests).toHaveLength(2);
    await answer(match(1));
    expect(panelStateOf()).toBe('ready');
  });
});

describe('when several visitors match, the panel', () => {
  const SEVERAL = [match(1, { matchedBy: 'email' }), match(2, { matchedBy: 'phone', isVerified: false })];

  it('says so, with what tells them apart, and shows the chosen one', async () => {
    const { person, tell } = await renderCustomer({ customers: SEVERAL, entries: [nowEntry(), cartEntry()] });
    await tell([searchesEntry(['hat', 2, 0])], 2);
    expect(panelStateOf()).toBe('several');
    expect(screen.getByRole('heading', { name: 'Several visitors match this conversation' })).toBeInTheDocument();
    const [first, second] = screen.getAllByTestId('customer-candidate');
    for (const text of ['Found by the e-mail address', 'Now on Payment', '2 items in the cart: €182.00']) {
      expect(first).toHaveTextContent(text);
    }
    await passTime(2_000);
    expect(second).toHaveTextContent(/Found by the phone number.*Not verified/);
    await person.click(within(first!).getByRole('button', { name: 'Show visitor 1' }));
    await passTime(500);
    expect(panelStateOf()).toBe('ready');
    expect(screen.getByTestId('customer-activity-content')).toHaveFocus();
  });

  it('goes back to the choice, and keeps what was chosen while another task is shown', async () => {
    const view = await renderCustomer({ customers: SEVERAL, entries: [nowEntry()] });
    await view.person.click(screen.getByRole('button', { name: 'Show visitor 1' }));
    await selectAnother(view);
    await view.answer();
    act(() => {
      view.task.set(SELECTED);
    });
    await passTime(500);
    expect(panelStateOf()).toBe('ready');
    expect(screen.getByTestId('customer-activity-content')).not.toHaveFocus();
    await view.person.click(screen.getByRole('button', { name: 'Choose another of 2 visitors' }));
    expect(panelStateOf()).toBe('several');
    expect(screen.getByText('Several visitors match this conversation')).toHaveFocus();
  });
});

describe('when something is wrong with a customer’s Map, the panel', () => {
  it('waits for a permission that is on its way, and says when it does not come', async () => {
    const { fake } = await renderCustomer({
      entries: [nowEntry()],
      prepare: (service) => {
        service.forbid(map);
      },
    });
    expect(panelStateOf()).toBe('loading');
    fake.allow(map);
    await passTime(10_000);
    expect(panelStateOf()).toBe('ready');
  });

  it('takes the customer off the screen when the task has ended, and asks for permission on demand', async () => {
    const { fake, person, answer } = await renderCustomer({ entries: [nowEntry()] });
    await passTime(16_000);
    fake.forbid(map);
    await passTime(500);
    expect(panelStateOf()).toBe('forbidden');
    expect(screen.queryByTestId('customer-head')).not.toBeInTheDocument();
    fake.allow(map);
    await person.click(action());
    await answer(match(1));
    expect(panelStateOf()).toBe('ready');
  });

  it('asks where the customer went when the Map is removed, and follows', async () => {
    const { fake, backend, tell, answer } = await renderCustomer({ entries: [nowEntry({ userId: null })] });
    await tell([nowEntry({ userId: 'signed-in' })], 2);
    fake.remove(map);
    await passTime(500);
    expect([panelStateOf(), backend.requests.length]).toEqual(['looking', 2]);
    await answer(match(2));
    expect(textsOf('customer-head')[0]).toContain('signed-in');
  });

  it('says that nothing is kept any more when the backend knows no other, without asking for ever', async () => {
    const { fake, backend, answer, person } = await renderCustomer({ entries: [nowEntry()] });
    fake.remove(map);
    await passTime(500);
    await answer(match(1));
    await passTime(60_000);
    expect([panelStateOf(), backend.requests.length]).toEqual(['gone', 2]);
    await person.click(action());
    expect(backend.requests).toHaveLength(3);
  });

  it('says that nothing was told yet of a Map without items', async () => {
    await renderCustomer();
    expect(panelStateOf()).toBe('empty');
  });

  it('keeps the customer with a notice, and stops the clocks, when the backend is dead and when the connection is lost', async () => {
    const { fake } = await renderCustomer({ entries: [nowEntry({ pageSince: new Date().toISOString() })] });
    await passTime(40_000);
    expect(panelStateOf()).toBe('stale');
    const before = textsOf('customer-presence');
    expect(before[0]).toMatch(/^Now on Payment for \d sec$/);
    expect(screen.getByTestId('customer-activity-banner')).toHaveTextContent('The backend is not answering');
    act(() => {
      fake.disconnect();
    });
    await passTime(130_000);
    expect(panelStateOf()).toBe('lost');
    expect(screen.getByTestId('customer-activity-banner')).toHaveTextContent('Connection lost');
    expect(textsOf('customer-presence')[0]).toMatch(/^Now on Payment for \d+ sec$/);
  });

  it('leaves out an item that is not valid, and says so', async () => {
    const { fake } = await renderCustomer({ entries: [nowEntry()] });
    fake.setItem(map, 'cart', { schema: 1, v: 999, asOf: 'yesterday', entry: { kind: 'cart' } });
    await passTime(500);
    expect(panelStateOf()).toBe('ready');
    expect(screen.getByTestId('customer-activity-invalid')).toHaveTextContent('not valid: 1.');
  });
});
