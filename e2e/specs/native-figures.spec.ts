import type { Locator } from '@playwright/test';
import { openDesktop } from '../pages/flex-desktop';
import { openNativeQueueStats } from '../pages/native-queue-stats';
import { openQueueBoard } from '../pages/queue-board';
import { expect, test } from '../support/browser-test';
import { startSuite, type Suite } from '../support/suite';
import { waitFor } from '../support/wait-for';

const QUEUE = 'Español';

let suite: Suite;

test.beforeAll(async () => {
  suite = await startSuite();
});

test.afterAll(async () => {
  await suite.close();
});

/** What is shown: a text, or a number that the views may round in their own ways; null for a dash. */
type Read = (cell: Locator) => Promise<string | number | null>;

const text: Read = async (cell) => {
  const shown = (await cell.innerText()).trim();
  return /[-–]$/u.test(shown) ? null : shown;
};

/** Seconds of "1m 5s" or of "1:05". */
const seconds: Read = async (cell) => {
  const shown = await cell.innerText();
  const units = { h: 3_600, m: 60, s: 1 };
  const named = [...shown.matchAll(/(\d+)\s*([hms])/gu)];
  if (named.length > 0) return named.reduce((sum, [, n, unit]) => sum + Number(n) * units[unit as 'h' | 'm' | 's'], 0);
  const parts = /^\d+(?::\d+)*$/u.exec(shown.trim())?.[0].split(':');
  return parts?.reduce((sum, part) => sum * 60 + Number(part), 0) ?? null;
};

/** The views are not read in the same instant: since when, not for how long. Nobody waits: one says so, the other says 0. */
const since: Read = async (cell) => {
  const waited = (await seconds(cell)) ?? 0;
  return waited === 0 ? null : Date.now() / 1_000 - Number(waited);
};

const agrees = (a: string | number | null, b: string | number | null): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 2 : a === b;

/** Every figure that both views show: the native column, the cell of the board. */
const FIGURES: readonly (readonly [native: string, board: string, read: Read])[] = [
  ['Waiting-Tasks', 'waiting', text],
  ['Longest-Wait-Time', 'longestWait', since],
  ['Active-Tasks', 'active', text],
  ['SLA-30min', 'serviceLevel', text],
  ['Number of tasks (Today)', 'offeredToday', text],
  ['Handled-Tasks-Today', 'answeredToday', text],
  ['Abandoned-Tasks-Today', 'abandonedToday', text],
  ['Completed task today', 'completedToday', text],
  ['SLA-Today', 'serviceLevelToday', text],
  ['Average-Waiting-Time-Today', 'asaToday', seconds],
  ['Average-Handle-Time-Today', 'ahtToday', seconds],
  ['Average-Talk-Time-Today', 'talkToday', seconds],
  ['Average-Wrapup-Time-Today', 'wrapToday', seconds],
  ['missed-Invitations-today', 'missedToday', text],
  ['Rejected-Invitations-today', 'rejectedToday', text],
];

async function contact(channel: 'voice' | 'chat'): Promise<string> {
  return (await suite.control.createTask({ channel, queue: QUEUE, from: '+15005550001' })).taskSid;
}

/** Until the contact has waited for longer than so many seconds. */
const waited = (taskSid: string, moreThanSeconds: number) =>
  waitFor(`${moreThanSeconds} s`, async () => {
    const { at, tasks } = await suite.control.truth();
    const createdAt = tasks.find(({ sid }) => sid === taskSid)?.createdAt ?? at;
    return Date.parse(at) - Date.parse(createdAt) > moreThanSeconds * 1_000 ? true : null;
  });

test('Flex’s own Queue Stats and the board agree in every figure that both show', async ({ page }) => {
  const { control } = suite;
  const { queues } = await control.truth();
  const sidOf = (name: string): string => queues.find((queue) => queue.name === name)?.sid ?? '';

  const quick = await contact('voice');
  await control.driveTask(quick, 'reject', { worker: 'bob' });
  await control.driveTask(quick, 'timeout', { worker: 'bob' });
  await control.driveTask(quick, 'accept', { worker: 'bob' });
  await control.driveTask(quick, 'wrapup');
  await control.driveTask(quick, 'complete');
  const [call, chat] = [await contact('voice'), await contact('chat')];
  await control.driveTask(await contact('voice'), 'cancel');
  const [impatient] = [await contact('voice'), await contact('voice')];

  await openDesktop(page, suite, 'as=supervisor');
  const native = await openNativeQueueStats(page);
  // Too late for a call, in time for a chat.
  await waited(call, 20);
  await control.driveTask(call, 'accept', { worker: 'bob' });
  await control.driveTask(chat, 'accept', { worker: 'bob' });
  await control.driveTask(chat, 'wrapup');
  await control.driveTask(impatient, 'cancel');

  const column = (name: string): Locator => native.cell(sidOf(QUEUE), name);
  await expect(column('Handled-Tasks-Today')).toHaveText('3');
  await expect(column('Abandoned-Tasks-Today')).toHaveText('1');
  await expect(column('Number of tasks (Today)')).toHaveText('6');
  await expect(column('SLA-Today')).toHaveText('50%');
  const read = (cellOf: (figure: (typeof FIGURES)[number], queueSid: string) => Locator) =>
    Promise.all(
      queues.flatMap(({ name, sid }) =>
        FIGURES.map(async (figure) => ({ what: `${name}: ${figure[1]}`, shown: await figure[2](cellOf(figure, sid)) })),
      ),
    );
  const shownNatively = await read(([inNative], sid) => native.cell(sid, inNative));

  const board = await openQueueBoard(page);
  await board.showAlso('Today', [
    ...['Offered', 'Answered', 'Completed', 'ASA', 'AHT', 'Talk', 'Wrap-up', 'Missed', 'Rejected'],
  ]);
  await expect(board.cell(sidOf(QUEUE), 'answeredToday')).toHaveText('3');
  await expect(board.cell(sidOf(QUEUE), 'missedToday')).toHaveText('1');
  const shownOnBoard = await read(([, onBoard], sid) => board.cell(sid, onBoard));
  const differing = shownOnBoard.filter(({ shown }, index) => !agrees(shown, shownNatively[index]?.shown ?? null));
  expect(differing).toEqual([]);
});
