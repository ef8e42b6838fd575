import { act, render, screen } from '@testing-library/react';
import React, { StrictMode, type ReactNode } from 'react';
import * as v from 'valibot';
import { defineSyncDocument, defineSyncMap, type SyncDocumentRef } from '../contract';
import { fakeStoreSuite } from '../testing';
import { SyncProvider, useSyncConnection, useSyncDocument, useSyncDocuments, useSyncMap, useSyncMapItem } from '.';

const Row = v.object({ n: v.number(), label: v.optional(v.string()) });
type Row = v.InferOutput<typeof Row>;
const rowDocument = (id: string): SyncDocumentRef<Row> => defineSyncDocument(`row.${id}`, Row);
const rowsMap = defineSyncMap('rows', Row);
const suite = fakeStoreSuite();

const withStore = (children: ReactNode): React.JSX.Element => (
  <StrictMode>
    <SyncProvider store={suite.fake.store}>{children}</SyncProvider>
  </StrictMode>
);
const show = (children: ReactNode): ReturnType<typeof render> => render(withStore(children));
/** Lets the store commit, inside React's `act`. */
const settle = (change: () => void = () => undefined, ms = 0): Promise<void> =>
  act(async () => {
    change();
    await suite.pass(ms);
  });

let renders: Record<string, number>;
beforeEach(() => {
  renders = {};
});
const countRender = (name: string): void => {
  renders[name] = (renders[name] ?? 0) + 1;
};

describe('useSyncDocument', () => {
  function Value({ id }: { id: string }): React.JSX.Element {
    countRender(id);
    const row = useSyncDocument(rowDocument(id));
    return <p data-testid={id}>{`${row.status} ${String(row.data?.n)} ${row.isLive ? 'live' : 'stale'}`}</p>;
  }

  it('shows pending, then the data, then each change', async () => {
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    show(<Value id="a" />);
    expect(screen.getByTestId('a')).toHaveTextContent('pending undefined stale');
    await settle();
    expect(screen.getByTestId('a')).toHaveTextContent('ready 1 live');
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 2 });
    });
    expect(screen.getByTestId('a')).toHaveTextContent('ready 2 live');
  });

  it('[R2] opens once for two components, and not again when it is mounted anew', async () => {
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    const { rerender } = show(
      <>
        <Value id="a" />
        <Value id="a" />
      </>,
    );
    await settle();
    rerender(withStore(null));
    await settle(undefined, 10_000);
    rerender(withStore(<Value id="a" />));
    await settle();
    expect(screen.getByTestId('a')).toHaveTextContent('ready 1 live');
    expect(suite.fake.opens).toEqual(['row.a']);
  });

  it('[R6] renders only the component whose Document changed', async () => {
    for (const id of ['a', 'b']) suite.fake.setDocument(rowDocument(id), { n: 1 });
    show(
      <>
        <Value id="a" />
        <Value id="b" />
      </>,
    );
    await settle();
    renders = {};
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 2 });
    });
    expect(Object.keys(renders)).toEqual(['a']);
  });

  it('follows the new Document when the definition changes', async () => {
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    suite.fake.setDocument(rowDocument('b'), { n: 2 });
    const { rerender } = show(<Value id="a" />);
    await settle();
    rerender(withStore(<Value id="b" />));
    await settle();
    expect(screen.getByTestId('b')).toHaveTextContent('ready 2 live');
  });

  it('[R11] renders when the selected value changes, not when the rest does, and never resubscribes', async () => {
    function Doubled(): React.JSX.Element {
      countRender('doubled');
      const doubled = useSyncDocument(rowDocument('a'), { select: ({ n }) => [n * 2], isEqual: ([a], [b]) => a === b });
      return <p>{`doubled ${String(doubled.data)}`}</p>;
    }
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    show(<Doubled />);
    await settle();
    expect(screen.getByText('doubled 2')).toBeInTheDocument();
    renders = {};
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 1, label: 'other' });
    });
    expect(renders).toEqual({});
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 5 });
    });
    expect(screen.getByText('doubled 10')).toBeInTheDocument();
    expect(suite.fake.opens).toEqual(['row.a']);
  });

  it('[R11] renders when the connection goes, though the selected value is the same', async () => {
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    show(<Value id="a" />);
    await settle();
    await settle(() => {
      suite.fake.disconnect();
    });
    expect(screen.getByTestId('a')).toHaveTextContent('ready 1 stale');
  });

  it('keeps the selected value of a Document that has an error', async () => {
    function Label(): React.JSX.Element {
      const label = useSyncDocument(rowDocument('a'), { select: ({ n }) => `n=${String(n)}` });
      return <p data-testid="label">{`${label.status} ${String(label.data)} ${String(label.error?.code)}`}</p>;
    }
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    show(<Label />);
    await settle();
    await settle(() => {
      suite.fake.remove(rowDocument('a'));
    });
    expect(screen.getByTestId('label')).toHaveTextContent('error n=1 removed');
  });

  it('is disabled without a definition, opens nothing, and starts with one', async () => {
    function Maybe({ id }: { id: string | null }): React.JSX.Element {
      const row = useSyncDocument(id === null ? null : rowDocument(id));
      return <p data-testid="maybe">{`${row.status} ${String(row.data?.n)}`}</p>;
    }
    suite.fake.setDocument(rowDocument('a'), { n: 1 });
    const { rerender } = show(<Maybe id={null} />);
    await settle();
    expect(screen.getByTestId('maybe')).toHaveTextContent('disabled undefined');
    expect(suite.fake.tokenRequests).toEqual([]);
    rerender(withStore(<Maybe id="a" />));
    await settle();
    expect(screen.getByTestId('maybe')).toHaveTextContent('ready 1');
  });

  it('renders no more often than it is asked to, and ends with the newest data', async () => {
    function Calm(): React.JSX.Element {
      countRender('calm');
      const row = useSyncDocument(rowDocument('a'), { commitIntervalMs: 250 });
      return <p data-testid="calm">{row.data?.n}</p>;
    }
    suite.fake.setDocument(rowDocument('a'), { n: 0 });
    show(<Calm />);
    await settle(undefined, 1_000);
    renders = {};
    for (let n = 1; n <= 20; n += 1) {
      await settle(() => {
        suite.fake.setDocument(rowDocument('a'), { n });
      }, 50);
    }
    // StrictMode renders everything twice.
    expect(renders['calm']! / 2).toBeLessThanOrEqual(5);
    await settle(undefined, 250);
    expect(screen.getByTestId('calm')).toHaveTextContent('20');
  });

  it('says what is missing when there is no provider', () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => render(<Value id="a" />)).toThrow('Sync hooks need a <SyncProvider');
  });
});

describe('useSyncMap and useSyncMapItem', () => {
  const Item = ({ id }: { id: string }): React.JSX.Element => {
    countRender(id);
    const item = useSyncMapItem(rowsMap, id);
    return <p data-testid={id}>{`${item.status} ${String(item.data?.n)}`}</p>;
  };

  it('renders only the item that changed', async () => {
    for (const id of ['a', 'b']) suite.fake.setItem(rowsMap, id, { n: 1 });
    show(
      <>
        <Item id="a" />
        <Item id="b" />
        <Item id="none" />
      </>,
    );
    await settle();
    expect(screen.getByTestId('none')).toHaveTextContent('ready undefined');
    renders = {};
    await settle(() => {
      suite.fake.setItem(rowsMap, 'b', { n: 2 });
    });
    expect(Object.keys(renders)).toEqual(['b']);
    expect(screen.getByTestId('b')).toHaveTextContent('ready 2');
    await settle(() => {
      suite.fake.removeItem(rowsMap, 'b');
    });
    expect(screen.getByTestId('b')).toHaveTextContent('ready undefined');
  });

  it('selects from the whole Map', async () => {
    function Total(): React.JSX.Element {
      const total = useSyncMap(rowsMap, { select: (rows) => [...rows.values()].reduce((sum, { n }) => sum + n, 0) });
      return <p data-testid="total">{total.data}</p>;
    }
    for (const n of [1, 2, 3]) suite.fake.setItem(rowsMap, `k${String(n)}`, { n });
    show(<Total />);
    await settle();
    expect(screen.getByTestId('total')).toHaveTextContent('6');
  });

  it('[R6] makes one render of a hundred events in a tick', async () => {
    function Size(): React.JSX.Element {
      countRender('size');
      return <p data-testid="size">{useSyncMap(rowsMap).data?.size}</p>;
    }
    suite.fake.createMap(rowsMap);
    show(<Size />);
    await settle();
    renders = {};
    await settle(() => {
      for (let n = 0; n < 100; n += 1) suite.fake.setItem(rowsMap, `k${String(n)}`, { n });
    });
    expect(screen.getByTestId('size')).toHaveTextContent('100');
    // One render, twice in StrictMode.
    expect(renders).toEqual({ size: 2 });
  });
});

describe('useSyncDocuments', () => {
  const ids = ['a', 'b', 'c'];
  let seen: ReadonlyMap<string, { status: string; data: Row | undefined }>;
  function Table({ of }: { of: readonly string[] }): React.JSX.Element {
    countRender('table');
    seen = useSyncDocuments(of.map(rowDocument));
    return <p>{seen.size}</p>;
  }
  function Order(): React.JSX.Element {
    countRender('order');
    const order = useSyncDocuments(ids.map(rowDocument), {
      select: (rows) => [...rows].sort(([, a], [, b]) => (a.data?.n ?? 0) - (b.data?.n ?? 0)).map(([name]) => name),
      isEqual: (a, b) => a.join() === b.join(),
      commitIntervalMs: 250,
    });
    return <p data-testid="order">{order.join()}</p>;
  }

  it('gives each its own state, and keeps those that did not change', async () => {
    for (const [n, id] of ['a', 'b'].entries()) suite.fake.setDocument(rowDocument(id), { n });
    show(<Table of={ids} />);
    expect([...seen.values()].map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
    await settle();
    expect([...seen].map(([name, { status }]) => [name, status])).toEqual([
      ['row.a', 'ready'],
      ['row.b', 'ready'],
      ['row.c', 'error'],
    ]);
    const before = seen;
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 5 });
    });
    expect(seen.get('row.a')?.data?.n).toBe(5);
    expect(seen.get('row.b')).toBe(before.get('row.b'));
  });

  it('renders once for many changes in one tick', async () => {
    for (const id of ids) suite.fake.setDocument(rowDocument(id), { n: 0 });
    show(<Table of={ids} />);
    await settle();
    renders = {};
    await settle(() => {
      for (const id of ids) suite.fake.setDocument(rowDocument(id), { n: 1 });
    });
    expect(renders).toEqual({ table: 2 });
  });

  it('follows a list that grows and shrinks without opening anything twice', async () => {
    for (const id of ids) suite.fake.setDocument(rowDocument(id), { n: 0 });
    const { rerender } = show(<Table of={['a', 'b']} />);
    await settle();
    rerender(withStore(<Table of={ids} />));
    await settle();
    rerender(withStore(<Table of={['c', 'a']} />));
    await settle();
    expect([...seen.keys()]).toEqual(['row.c', 'row.a']);
    expect(suite.fake.opens).toEqual(['row.a', 'row.b', 'row.c']);
  });

  it('renders a selected order only when the order changes', async () => {
    for (const [n, id] of ids.entries()) suite.fake.setDocument(rowDocument(id), { n: n * 10 });
    show(<Order />);
    await settle(undefined, 500);
    expect(screen.getByTestId('order')).toHaveTextContent('row.a,row.b,row.c');
    renders = {};
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 5 });
    }, 500);
    expect(renders).toEqual({});
    await settle(() => {
      suite.fake.setDocument(rowDocument('a'), { n: 50 });
    }, 500);
    expect(screen.getByTestId('order')).toHaveTextContent('row.b,row.c,row.a');
  });
});

describe('useSyncConnection', () => {
  it('follows the connection, and opens nothing itself', async () => {
    function Status(): React.JSX.Element {
      return <p data-testid="status">{useSyncConnection().status}</p>;
    }
    const { rerender } = show(<Status />);
    await settle();
    expect(screen.getByTestId('status')).toHaveTextContent('connecting');
    expect(suite.fake.tokenRequests).toEqual([]);

    function Row(): null {
      useSyncMap(rowsMap);
      return null;
    }
    rerender(
      withStore(
        <>
          <Status />
          <Row />
        </>,
      ),
    );
    suite.fake.createMap(rowsMap);
    await settle();
    expect(screen.getByTestId('status')).toHaveTextContent('connected');
    await settle(() => {
      suite.fake.disconnect();
    }, 5_000);
    expect(screen.getByTestId('status')).toHaveTextContent('lost');
  });
});
