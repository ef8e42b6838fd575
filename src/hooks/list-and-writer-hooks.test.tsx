import { act, fireEvent, render, screen } from '@testing-library/react';
import React, { StrictMode, useRef, type ReactNode } from 'react';
import * as v from 'valibot';
import { defineSyncDocument, defineSyncList, defineSyncMap, type SyncListRef } from '../contract';
import { fakeStoreSuite } from '../testing';
import {
  SyncProvider,
  useSyncDocument,
  useSyncDocuments,
  useSyncList,
  useSyncLists,
  useSyncMapItem,
  useSyncMapWriter,
  useSyncScopeReopen,
  type SyncMapWriter,
} from '.';

const Row = v.object({ n: v.number() });
type Row = v.InferOutput<typeof Row>;
const rowsList = (id: string): SyncListRef<Row> => defineSyncList(`rows.${id}`, Row);
const suite = fakeStoreSuite();

const withStore = (children: ReactNode): React.JSX.Element => (
  <StrictMode>
    <SyncProvider store={suite.fake.store}>{children}</SyncProvider>
  </StrictMode>
);
/** Lets the store commit, inside React's `act`. */
const settle = (change: () => void = () => undefined, ms = 0): Promise<void> =>
  act(async () => {
    change();
    await suite.pass(ms);
  });

let renders: number;
beforeEach(() => {
  renders = 0;
});

describe('useSyncList', () => {
  function Rows({ id }: { id: string | null }): React.JSX.Element {
    renders += 1;
    const rows = useSyncList(id === null ? null : rowsList(id));
    const text = rows.data?.map(({ index, value }) => `${String(index)}=${String(value.n)}`).join();
    return <p data-testid="rows">{`${rows.status} ${String(text)}`}</p>;
  }

  it('shows the items in their order, then each change', async () => {
    for (const n of [5, 6]) suite.fake.addListItem(rowsList('a'), { n });
    render(withStore(<Rows id="a" />));
    expect(screen.getByTestId('rows')).toHaveTextContent('pending undefined');
    await settle();
    expect(screen.getByTestId('rows')).toHaveTextContent('ready 0=5,1=6');
    await settle(() => {
      suite.fake.removeListItem(rowsList('a'), 0);
      suite.fake.addListItem(rowsList('a'), { n: 7 });
    });
    expect(screen.getByTestId('rows')).toHaveTextContent('ready 1=6,2=7');
  });

  it('[R6] makes one render of a hundred events in a tick', async () => {
    suite.fake.createList(rowsList('a'));
    render(withStore(<Rows id="a" />));
    await settle();
    renders = 0;
    await settle(() => {
      for (let n = 0; n < 100; n += 1) suite.fake.addListItem(rowsList('a'), { n });
    });
    // One render, twice in StrictMode.
    expect(renders).toBe(2);
  });

  it('[R11] renders when the selected value changes, and only then', async () => {
    function Length(): React.JSX.Element {
      renders += 1;
      return <p data-testid="rows">{useSyncList(rowsList('a'), { select: (entries) => entries.length }).data}</p>;
    }
    suite.fake.addListItem(rowsList('a'), { n: 1 });
    render(withStore(<Length />));
    await settle();
    renders = 0;
    await settle(() => {
      suite.fake.setListItem(rowsList('a'), 0, { n: 2 });
    });
    expect(renders).toBe(0);
    await settle(() => {
      suite.fake.addListItem(rowsList('a'), { n: 3 });
    });
    expect(screen.getByTestId('rows')).toHaveTextContent('2');
  });

  it('is disabled without a definition, and asks for nothing', async () => {
    render(withStore(<Rows id={null} />));
    await settle();
    expect(screen.getByTestId('rows')).toHaveTextContent('disabled undefined');
    expect(suite.fake.tokenRequests).toEqual([]);
  });
});

describe('useSyncLists', () => {
  let seen: ReadonlyMap<string, { status: string; data: unknown }>;
  function All({ of }: { of: readonly string[] }): React.JSX.Element {
    renders += 1;
    seen = useSyncLists(of.map(rowsList));
    return <p>{seen.size}</p>;
  }

  it('gives each List its own state: one that is refused leaves the others as they are', async () => {
    for (const id of ['a', 'b', 'c']) suite.fake.addListItem(rowsList(id), { n: 1 });
    suite.fake.forbid(rowsList('b'));
    render(withStore(<All of={['a', 'b', 'c']} />));
    await settle();
    expect([...seen].map(([name, { status }]) => [name, status])).toEqual([
      ['rows.a', 'ready'],
      ['rows.b', 'error'],
      ['rows.c', 'ready'],
    ]);
    const before = seen;
    await settle(() => {
      suite.fake.addListItem(rowsList('a'), { n: 2 });
    });
    expect(seen.get('rows.a')?.data).toHaveLength(2);
    expect(seen.get('rows.c')).toBe(before.get('rows.c'));
  });

  it('renders once for twenty-five Lists that change in one tick, and opens none twice when there are more', async () => {
    const ids = Array.from({ length: 25 }, (_each, n) => String(n));
    for (const id of ids) suite.fake.createList(rowsList(id));
    const { rerender } = render(withStore(<All of={ids.slice(0, 24)} />));
    await settle();
    rerender(withStore(<All of={ids} />));
    await settle();
    renders = 0;
    await settle(() => {
      for (const id of ids) suite.fake.addListItem(rowsList(id), { n: 1 });
    });
    expect(renders).toBe(2);
    expect(suite.fake.opens).toHaveLength(25);
  });
});

describe('a read in the background', () => {
  const rowDocument = (n: number): ReturnType<typeof defineSyncDocument<Row>> =>
    defineSyncDocument(`row.${String(n)}`, Row);
  const many = Array.from({ length: 60 }, (_each, n) => rowDocument(n));
  function Prefetch(): null {
    useSyncDocuments(many, { isBackground: true });
    return null;
  }
  const Clicked = ({ n }: { n: number }): React.JSX.Element => <p>{`row ${useSyncDocument(rowDocument(n)).status}`}</p>;

  it('opens what is clicked before what is prefetched, also if it is the same Document', async () => {
    suite.start({ openJitterMs: 2_000, random: () => 1 });
    for (const ref of many) suite.fake.setDocument(ref, { n: 1 });
    const { rerender } = render(withStore(<Prefetch />));
    await settle();
    expect(suite.fake.opens).toEqual([]);
    rerender(
      withStore(
        <>
          <Prefetch />
          <Clicked n={59} />
        </>,
      ),
    );
    await settle();
    expect(suite.fake.opens).toEqual(['row.59']);
    expect(screen.getByText('row ready')).toBeInTheDocument();
    await settle(undefined, 2_000);
    expect(suite.fake.opens).toHaveLength(60);
  });

  it('that was refused is tried at once when it is clicked', async () => {
    suite.fake.setDocument(rowDocument(1), { n: 1 });
    suite.start({ random: () => 1 });
    suite.fake.setDocument(rowDocument(0), { n: 1 });
    const { rerender } = render(withStore(<Prefetch />));
    await settle();
    for (const ref of many) suite.fake.setDocument(ref, { n: 1 });
    rerender(
      withStore(
        <>
          <Prefetch />
          <Clicked n={5} />
        </>,
      ),
    );
    await settle();
    expect(screen.getByText('row ready')).toBeInTheDocument();
  });
});

describe('useSyncMapWriter', () => {
  const notesMap = defineSyncMap('notes', Row);
  let writers: Set<SyncMapWriter<Row> | null>;
  beforeEach(() => {
    writers = new Set();
  });
  function Note({ isMine = true }: { isMine?: boolean }): React.JSX.Element {
    // An inline definition: equal to the others, not the same.
    const writer = useSyncMapWriter(isMine ? defineSyncMap('notes', Row) : null);
    const times = useRef(0);
    writers.add(writer);
    const note = useSyncMapItem(notesMap, 'a');
    return (
      <button
        onClick={() => {
          times.current += 1;
          void writer?.set('a', { n: times.current }).catch(() => undefined);
        }}
      >
        {`note ${String(note.data?.n)}`}
      </button>
    );
  }

  it('[R10] shows what was written at once, and is the same object at every render', async () => {
    suite.fake.createMap(notesMap);
    render(withStore(<Note />));
    await settle();
    for (let n = 1; n <= 2; n += 1) {
      await settle(() => {
        fireEvent.click(screen.getByRole('button'));
      });
      expect(screen.getByText(`note ${String(n)}`)).toBeInTheDocument();
    }
    // StrictMode renders the first time twice, and each makes its own.
    expect(writers.size).toBeLessThanOrEqual(2);
  });

  it('is null without a definition', async () => {
    suite.fake.createMap(notesMap);
    render(withStore(<Note isMine={false} />));
    await settle();
    expect([...writers]).toEqual([null]);
  });
});

describe('useSyncScopeReopen', () => {
  it('gives one function, which asks for a token anew', async () => {
    const functions = new Set<() => void>();
    function Reopen({ id }: { id: string }): React.JSX.Element {
      const reopen = useSyncScopeReopen('shared');
      functions.add(reopen);
      useSyncList(rowsList(id));
      return <button onClick={reopen}>reopen</button>;
    }
    for (const id of ['a', 'b']) suite.fake.createList(rowsList(id));
    const { rerender } = render(withStore(<Reopen id="a" />));
    rerender(withStore(<Reopen id="b" />));
    await settle();
    await settle(() => {
      fireEvent.click(screen.getByRole('button'));
    });
    expect(suite.fake.tokenRequests).toEqual(['shared', 'shared']);
    expect(functions.size).toBeLessThanOrEqual(2);
  });
});
