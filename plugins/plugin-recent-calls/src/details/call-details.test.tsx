import { passTime } from '@flex-sync-suite/shared/testing';
import { act, screen, within } from '@testing-library/react';
import { recentCall, reservationSid, ANNA } from '../testing/call-fixtures';
import { partText, renderPanel, rowOf, setUpPanel } from '../testing/render-panel';

setUpPanel();

describe('details', () => {
  const open = async (call = recentCall(1, 5, { party: ANNA })): Promise<Awaited<ReturnType<typeof renderPanel>>> => {
    const view = await renderPanel({ calls: [call, recentCall(2, 60, { party: ANNA, direction: 'outbound' })] });
    await view.person.click(rowOf(call.reservationSid));
    return view;
  };

  it('tell wait, ring, talk and wrap-up apart, and the other calls of the customer', async () => {
    await open();
    expect(['wait', 'ring', 'talk', 'wrap'].map(partText)).toEqual(['0:30', '0:10', '2:00', '0:20']);
    expect(within(screen.getByTestId('other-calls')).getByRole('button')).toHaveTextContent('Outbound · Called');
  });

  it('say when the end of the call is an estimate', async () => {
    await open(recentCall(1, 5, { party: ANNA, isEndEstimated: true }));
    expect(screen.getByTestId('estimated-end')).toHaveTextContent('Nobody reported the end of this call');
  });

  it('name who handed the call over and who took it on', async () => {
    const from = { workerSid: null, name: 'Bob' };
    await open(recentCall(1, 5, { party: ANNA, transfer: { mode: 'warm', from, to: null } }));
    expect(screen.getByTestId('transfer-chain')).toHaveTextContent('Warm transfer from Bob');
  });

  it('save note and disposition', async () => {
    const { person, backend } = await open();
    expect(screen.getByTestId('notes-save')).toBeDisabled();
    await person.type(screen.getByTestId('notes-note'), 'Call again');
    await person.click(screen.getByTestId('notes-save'));
    expect(backend.requests).toEqual([
      {
        method: 'PATCH',
        path: `/recent-calls/${reservationSid(1)}`,
        body: { notesRevision: 0, note: 'Call again', disposition: null },
      },
    ]);
    backend.answer(recentCall(1, 5, { party: ANNA, note: 'Call again', notesRevision: 1 }));
    await passTime(100);
    expect(screen.getByTestId('notes-status')).toHaveTextContent('Saved.');
    expect(screen.getByTestId('notes-note')).toHaveValue('Call again');
  });

  it('keep what was typed when saving fails', async () => {
    const { person, backend } = await open();
    await person.type(screen.getByTestId('notes-disposition'), 'Sold');
    await person.click(screen.getByTestId('notes-save'));
    backend.fail('unreachable', 'The backend cannot be reached');
    await passTime(100);
    expect(screen.getByTestId('notes-status')).toHaveTextContent('Not saved: The backend cannot be reached.');
    expect(screen.getByTestId('notes-disposition')).toHaveValue('Sold');
  });

  it.each([
    ['notes-keep-mine', 'Mine'],
    ['notes-take-theirs', 'Theirs'],
  ])('let the person decide a conflict: %s', async (button, expected) => {
    const { person, backend } = await open();
    await person.type(screen.getByTestId('notes-note'), 'Mine');
    await person.click(screen.getByTestId('notes-save'));
    const current = recentCall(1, 5, { party: ANNA, note: 'Theirs', notesRevision: 3 });
    const body = { code: 'conflict', message: 'It changed', requestId: 'r', current };
    backend.fail('conflict', 'It changed', { body });
    await passTime(100);
    expect(screen.getByTestId('notes-conflict')).toHaveTextContent('Theirs');
    await person.click(screen.getByTestId(button));
    if (expected === 'Mine') {
      expect(backend.requests[1]).toMatchObject({ body: { notesRevision: 3, note: 'Mine' } });
      backend.answer({ ...current, note: 'Mine', notesRevision: 4 });
    }
    await passTime(100);
    expect(screen.getByTestId('notes-note')).toHaveValue(expected);
  });

  it('do not let a shortened note be changed before the whole of it is there', async () => {
    const whole = recentCall(1, 5, { party: ANNA, note: 'Long, long note' });
    const { person, backend } = await open(recentCall(1, 5, { party: ANNA, note: 'Long…', cut: ['note'] }));
    expect(screen.getByTestId('notes-note')).toBeDisabled();
    await person.click(screen.getByRole('button', { name: 'Load the whole text' }));
    backend.answer(whole);
    await passTime(100);
    expect(backend.requests).toMatchObject([{ method: undefined, path: `/recent-calls/${whole.reservationSid}` }]);
    expect(screen.getByTestId('notes-note')).toHaveValue('Long, long note');
    expect(screen.getByTestId('notes-note')).toBeEnabled();
  });

  it('show a masked number on demand, then copy it', async () => {
    const party = { address: '+1•••••••0001', isMasked: true, name: 'Anna' };
    const { person, backend } = await open(recentCall(1, 5, { party }));
    await person.click(screen.getByTestId('reveal-number'));
    backend.answer({ address: '+12025550001' });
    await passTime(100);
    await person.click(screen.getByTestId('copy-number'));
    await expect(navigator.clipboard.readText()).resolves.toBe('+12025550001');
  });
});

describe('details and the task that is selected in Flex', () => {
  const [first, second, third] = [reservationSid(1), reservationSid(2), reservationSid(3)];
  const calls = [recentCall(1, 5, { party: ANNA }), recentCall(2, 6), recentCall(3, 7)];
  const shown = (): string | undefined => screen.queryByTestId('recent-call-details')?.dataset['reservationSid'];
  const note = (): HTMLElement => screen.getByTestId('notes-note');

  it('follow it, without taking the focus', async () => {
    const composer = document.createElement('textarea');
    document.body.append(composer);
    const { agent } = await renderPanel({ calls });
    composer.focus();
    for (const sid of [first, second]) {
      act(() => {
        agent.select(sid);
      });
      expect(shown()).toBe(sid);
      expect(composer).toHaveFocus();
    }
    act(() => {
      agent.select(null);
    });
    expect(shown()).toBe(second);
    composer.remove();
  });

  it('show a call as soon as its row is there', async () => {
    const { agent, set } = await renderPanel({ calls });
    act(() => {
      agent.select(reservationSid(4));
    });
    expect(shown()).toBeUndefined();
    await set(recentCall(4, 0));
    expect(shown()).toBe(reservationSid(4));
  });

  it('do not open by themselves with the panel, nor after somebody has closed them', async () => {
    const { agent, person } = await renderPanel({ calls, selected: first });
    expect(shown()).toBeUndefined();
    await person.click(rowOf(third));
    expect(shown()).toBe(third);
    await person.keyboard('{Escape}');
    act(() => {
      agent.select(second);
    });
    expect(shown()).toBeUndefined();
    await person.click(rowOf(third));
    act(() => {
      agent.select(first);
    });
    expect(shown()).toBe(first);
  });

  it('keep what was typed for its call, lead back to it, and save it there alone', async () => {
    const { agent, person, backend } = await renderPanel({ calls });
    await person.click(rowOf(first));
    await person.type(note(), 'Wants a refund');
    act(() => {
      agent.select(second);
    });
    expect(note()).toHaveValue('');
    await person.type(note(), 'Second');
    await person.click(screen.getByRole('button', { name: 'Unsaved note: Anna Müller' }));
    expect(shown()).toBe(first);
    expect(note()).toHaveValue('Wants a refund');
    await person.click(screen.getByTestId('notes-save'));
    act(() => {
      agent.select(third);
    });
    backend.answer(recentCall(1, 5, { party: ANNA, note: 'Wants a refund', notesRevision: 1 }));
    await passTime(100);
    expect(backend.requests.map(({ path, body }) => [path, body])).toEqual([
      [`/recent-calls/${first}`, { notesRevision: 0, note: 'Wants a refund', disposition: null }],
    ]);
    expect(note()).toHaveValue('');
    expect(screen.queryByText('Unsaved note: Anna Müller')).not.toBeInTheDocument();
    act(() => {
      agent.select(second);
    });
    expect(note()).toHaveValue('Second');
  });

  it('keep what was typed while the panel is closed, also when it is being saved then', async () => {
    const { person, backend, expansion } = await renderPanel({ calls });
    await person.click(rowOf(first));
    await person.type(note(), 'Wants a refund');
    const reopen = async (): Promise<void> => {
      for (const isOpen of [false, true]) {
        act(() => {
          expansion.set(isOpen);
        });
        await passTime(500);
      }
    };
    await reopen();
    expect(shown()).toBe(first);
    expect(note()).toHaveValue('Wants a refund');
    await person.click(screen.getByTestId('notes-save'));
    act(() => {
      expansion.set(false);
    });
    backend.fail('unreachable', 'The backend cannot be reached');
    await reopen();
    expect(screen.getByTestId('notes-status')).toHaveTextContent('Not saved: The backend cannot be reached.');
    expect(note()).toHaveValue('Wants a refund');
  });
});
