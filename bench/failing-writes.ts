import { openCannedDesk } from '../e2e/support/canned-library';
import { startSuite, type Suite } from '../e2e/support/suite';
import type { Figure, FigureResult } from './lib/figure';
import { beginImport } from './lib/response-library';
import { randomOf, writerOf } from './lib/response-texts';

const RESPONSES = 2_000;
const [QUEUES, WORKERS, TASKS_PER_SECOND] = [30, 60, 10];
const WINDOW_MS = 15_000;
const FAILING_SHARE = 0.1;

/** The board of the built backend on its embedded database, while an import is behind it and writes fail. */
export const figure: Figure = {
  title: `the board with an import of ${RESPONSES.toLocaleString('en-US')} responses behind it, while one write of ten fails`,
  async measure(note): Promise<FigureResult> {
    note('starting Local Twilio and the backend');
    const suite = await startSuite();
    try {
      const admin = await openCannedDesk(suite);
      await suite.control.simulate({
        ...{ running: true, seed: 4, ratePerSecond: TASKS_PER_SECOND, speed: 1 },
        ...{ queues: QUEUES, workers: WORKERS, handleSeconds: 5 },
      });
      const underImport = async (name: string): Promise<number> => {
        await beginImport(suite, await admin.newLibrary(name, 'global'), texts(name));
        note(`${name}: counting the writes of the board for ${String(WINDOW_MS / 1_000)} s`);
        return boardWritesPerSecond(suite);
      };
      const undisturbed = await underImport('no write fails');
      const failures = { match: { path: 'sync\\.twilio\\.com.*/(Documents|Maps|Lists)' }, probability: FAILING_SHARE };
      await suite.control.setFaults([{ ...failures, status: 503 }]);
      const failing = await underImport('one of ten fails');
      await suite.control.setFaults([{ ...failures, delayMs: 10_000 }]);
      const hanging = await underImport('one of ten gets no answer');
      await suite.control.setFaults([]);
      const against = 'the same in the same run without a failure';
      return {
        setup: `${String(QUEUES)} queues, ${String(WORKERS)} workers, ${String(TASKS_PER_SECOND)} tasks a second, embedded database; ${String(WINDOW_MS / 1_000)} s each`,
        measurements: [
          { name: 'board writes, none fails', value: undisturbed, unit: '/s' },
          { name: 'board writes, one request of ten answers 503', value: failing, unit: '/s' },
          { name: 'board writes, one request of ten gets no answer for 5 s', value: hanging, unit: '/s' },
        ],
        ratios: [
          { name: 'one request of ten answers 503', ours: failing, theirs: undisturbed, unit: '/s', against },
          {
            name: 'one request of ten gets no answer for 5 s',
            ours: hanging,
            theirs: undisturbed,
            unit: '/s',
            against,
          },
        ],
      };
    } finally {
      await suite.close();
    }
  },
};

async function boardWritesPerSecond(suite: Suite): Promise<number> {
  const [before, startedAt] = [await boardWrites(suite), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
  return (((await boardWrites(suite)) - before) / (performance.now() - startedAt)) * 1_000;
}

/** Writes that Sync took of the Documents of queues. */
async function boardWrites(suite: Suite): Promise<number> {
  const board = (await suite.control.usage()).filter(({ uniqueName }) => uniqueName?.startsWith('queue.') === true);
  return board.reduce((sum, { writes }) => sum + writes, 0);
}

function texts(prefix: string): readonly object[] {
  const { words } = writerOf(randomOf(4));
  return Array.from({ length: RESPONSES }, (_each, number) => ({
    title: `${prefix} ${words(3)} ${String(number)}`,
    status: 'published',
    variants: [{ language: 'en', channel: null, body: `${words(24)}.` }],
  }));
}
