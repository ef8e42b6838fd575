import { QUEUE_AGENTS_PATH, type QueueStates, queueDocument } from '@flex-sync-suite/shared/contract';
import { passTime } from '@flex-sync-suite/shared/testing';
import { fireEvent, screen } from '@testing-library/react';
import { MOST_FOLLOWED } from '../data/use-board-queues';
import { queueDocumentData, queueSid, secondsBeforeNoon } from '../testing/queue-fixtures';
import { cellText, passTimeAlive, renderBoard, rowNames, rowOf, setUpBoard } from '../testing/render-board';

const COUNT = MOST_FOLLOWED + 100;
/** Of no queue in sight at first: its name is the last, and quiet queues are sorted by name. */
const FAR = COUNT - 1;
const numbers = Array.from({ length: COUNT }, (_each, number) => number);
const nameOf = (number: number): string => `Queue ${String(number).padStart(4, '0')}`;

const busy = (queued: number, v = 1) =>
  queueDocumentData({ v, now: { queued, oldestWaitingSince: secondsBeforeNoon(300), oldestWaitingCreatedAt: null } });

const states = (queuedFar: number): QueueStates => ({
  at: secondsBeforeNoon(0),
  queues: numbers.map((number) => ({
    taskQueueSid: queueSid(number),
    state: number === FAR ? busy(queuedFar) : queueDocumentData(),
  })),
});

setUpBoard();
beforeEach(() => {
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const renderMany = (withoutDocument?: number) =>
  renderBoard(
    numbers.map((number) => ({
      ...{ sid: queueSid(number), item: { name: nameOf(number) } },
      ...(number === FAR ? { document: busy(12) } : {}),
      ...(number === withoutDocument ? { document: null } : {}),
    })),
  );

const followedIn = ({ opens }: { readonly opens: readonly string[] }): string[] =>
  opens.filter((name) => name.startsWith('queue.'));

describe('QueueBoard: more queues than Sync lets a page follow', () => {
  it('follows those in sight, and knows from the backend which others need attention', async () => {
    const { fake, backend } = await renderMany();
    expect(followedIn(fake)).not.toContain(queueDocument(queueSid(FAR)).uniqueName);
    backend.answer(states(12));
    await passTime(300);
    expect(rowNames()[0]).toBe(nameOf(FAR));
    expect(cellText(rowOf(nameOf(FAR)), 'waiting')).toContain('12');
    expect(screen.getByTestId('backend-note')).toHaveTextContent('Queues in sight are live; all others are read');

    await passTimeAlive(fake, 2);
    const followed = followedIn(fake);
    expect(followed).toContain(queueDocument(queueSid(FAR)).uniqueName);
    expect(followed.length).toBeLessThan(100);
    fake.setDocument(queueDocument(queueSid(FAR)), busy(17, 2));
    await passTime(300);
    expect(cellText(rowOf(nameOf(FAR)), 'waiting')).toContain('17');
  });

  it('follows all that pass the filter where these are few enough', async () => {
    const { fake, backend } = await renderMany();
    backend.answer(states(0));
    fireEvent.change(screen.getByTestId('queue-filter'), { target: { value: '159' } });
    await passTimeAlive(fake, 2);
    const passing = numbers.filter((number) => nameOf(number).includes('159'));
    expect(rowNames().sort()).toEqual(passing.map(nameOf));
    const documents = passing.map((number) => queueDocument(queueSid(number)).uniqueName);
    expect(followedIn(fake)).toEqual(expect.arrayContaining(documents));
    expect(followedIn(fake).length).toBeLessThan(100);
    expect(screen.getByTestId('backend-note')).not.toHaveTextContent('Queues in sight');
  });

  it('shows what the backend knows of a queue in sight whose Document Sync does not give yet', async () => {
    const { fake, backend } = await renderMany(0);
    await passTimeAlive(fake, 2);
    expect(cellText(rowOf(nameOf(0)), 'status')).toBe('Unavailable');
    backend.answer(states(0));
    await passTimeAlive(fake, 2);
    expect(cellText(rowOf(nameOf(0)), 'status')).toBe('No traffic');
  });

  it('asks for the agents of so many queues every ten seconds, not at each change', async () => {
    const { fake, backend } = await renderMany();
    backend.answer(states(12));
    await passTimeAlive(fake, 2);
    const asked = jest.spyOn(backend.client, 'request');
    for (const queued of [13, 14, 15]) {
      fake.setDocument(queueDocument(queueSid(FAR)), busy(queued, queued));
      await passTimeAlive(fake, 2);
    }
    expect(cellText(rowOf(nameOf(FAR)), 'waiting')).toContain('15');
    expect(asked.mock.calls.filter(([{ path }]) => path === QUEUE_AGENTS_PATH)).toEqual([]);
    await passTimeAlive(fake, 8);
    expect(asked.mock.calls.filter(([{ path }]) => path === QUEUE_AGENTS_PATH)).toHaveLength(1);
  });
});
