import type { ExplorerObject } from '@flex-sync-suite/shared/contract';
import { parseWithSchema } from '@flex-sync-suite/shared/contract';
import { BackendError, type BackendClient } from '@flex-sync-suite/shared/flex';
import { createViewSuite, passTime } from '@flex-sync-suite/shared/testing';
import { createUrlState } from '@flex-sync-suite/shared/views';
import { fireEvent, render, screen, type RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { StrictMode } from 'react';
import { createExplorerStore } from '../data/explorer-store';
import { ExplorerView } from '../page/explorer-view';
import { BUDGET, NOON, services, standing } from './explorer-fixtures';

type Query = Readonly<Record<string, string | number | undefined>>;

/** An answer, or an error to throw. */
type Answer = (query: Query, body: unknown, path: string) => unknown;

interface Asked {
  /** Method and path, as far as the kind of question: `GET objects`, `GET standing`, `PUT data`. */
  readonly question: string;
  readonly path: string;
  readonly query: Query;
  readonly body: unknown;
}

/** A backend that answers at once what the test says, and checks it as the real client does. */
export interface ExplorerBackend {
  readonly client: BackendClient;
  readonly asked: Asked[];
  /** By question; a change counts from the next question on. */
  readonly answers: Record<string, Answer>;
}

export const refusal = (status: number, code: string, body: unknown = null): BackendError =>
  new BackendError(code, `The backend says ${code}`, { status, body });

/** @param objects that the service holds; what is asked of one is answered with it */
export function createExplorerBackend(
  objects: readonly ExplorerObject[],
  answers: Record<string, Answer> = {},
): ExplorerBackend {
  const asked: Asked[] = [];
  const backend: ExplorerBackend = {
    asked,
    answers: {
      'GET services': () => services(),
      'GET objects': ({ kind, name, prefix = '' }) => {
        const found = objects.filter(
          (each) =>
            each.kind === kind &&
            (each.uniqueName ?? '').startsWith(String(prefix)) &&
            (name === undefined || each.uniqueName === name),
        );
        return { objects: found, looked: found.length, next: null, budget: BUDGET };
      },
      'GET object': (_query, _body, path) => {
        const found = objects.find(({ sid }) => path.endsWith(sid));
        if (found === undefined) return refusal(404, 'not_found');
        const data = found.kind === 'document' ? { now: { queued: 1 } } : null;
        return { object: found, data, masked: [], budget: BUDGET };
      },
      'GET items': () => ({ items: [], next: null, budget: BUDGET }),
      'GET standing': () => standing(),
      'GET rates': () => ({ at: new Date().toISOString(), rates: [] }),
      'GET activity': () => ({ keptSince: new Date(NOON).toISOString(), entries: [], hasMore: false }),
      ...answers,
    },
    client: {
      async request({ schema, method = 'GET', path, query = {}, body }) {
        const last = path.split('/').pop() ?? '';
        const question = `${method} ${/^(ET|MP|ES|TO)[0-9a-f]{32}$/.test(last) ? 'object' : last}`;
        asked.push({ question, path, query, body });
        await Promise.resolve();
        const answer = backend.answers[question]?.(query, body, path);
        if (answer instanceof Error) throw answer;
        const parsed = parseWithSchema(schema, answer);
        if (!parsed.ok) throw new Error(`The test answers ${question} with a wrong ${parsed.path}: ${parsed.message}`);
        return parsed.value;
      },
    },
  };
  return backend;
}

const suite = createViewSuite(NOON);
/** A driven clock, at noon when a test begins; call it at the top of a test file. */
export const setUpExplorer = suite.setUp;

export interface ExplorerUnderTest extends RenderResult {
  readonly backend: ExplorerBackend;
  readonly person: ReturnType<typeof userEvent.setup>;
}

/** Renders the page over a backend that exists only in the test, and lets it load. */
export async function renderExplorer(backend: ExplorerBackend, search = ''): Promise<ExplorerUnderTest> {
  window.history.replaceState(null, '', `/sync-explorer${search}`);
  const store = createExplorerStore(backend.client, {
    url: createUrlState('sync-explorer'),
    locale: 'en-US',
    page: {},
  });
  const view = render(
    <StrictMode>
      <CustomizationProvider baseTheme="default">
        <ExplorerView store={store} />
      </CustomizationProvider>
    </StrictMode>,
  );
  await passTime(10);
  return { ...view, backend, person: userEvent.setup({ advanceTimers: jest.advanceTimersByTime }) };
}

const plain = ({ textContent }: HTMLElement): string => textContent.replace(/\s+/g, ' ').trim();

/** The lines of a tree, as they read. */
export const linesOf = (tree: string): string[] =>
  [...screen.getByTestId(tree).querySelectorAll<HTMLElement>('[role="treeitem"]')].map(plain);

export const textOf = (testId: string): string => plain(screen.getByTestId(testId));

/** Pointers of the lines that are marked. */
export const markedIn = (tree: string): (string | null)[] =>
  [...screen.getByTestId(tree).querySelectorAll('[data-marked]')].map((line) => line.getAttribute('data-line'));

/** Presses keys where the focus is. @returns what has the focus then, as it reads */
export function press(...keys: readonly string[]): string {
  for (const key of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key });
  return document.activeElement?.textContent ?? '';
}
