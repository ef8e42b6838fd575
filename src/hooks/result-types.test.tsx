import { act, render } from '@testing-library/react';
import React from 'react';
import * as v from 'valibot';
import { defineSyncDocument, defineSyncList, defineSyncMap } from '../contract';
import type { SyncDisabled, SyncListEntry, SyncMapWriter, SyncResult } from '../sync';
import { fakeStoreSuite } from '../testing';
import {
  SyncProvider,
  useSyncDocument,
  useSyncDocuments,
  useSyncList,
  useSyncLists,
  useSyncMap,
  useSyncMapItem,
  useSyncMapWriter,
  type SyncResults,
} from '.';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Compiles only when the value has exactly the expected type. */
const exactly = <Expected,>() => ({
  is: <Actual,>(value: Actual, verdict: Same<Actual, Expected>) => [value, verdict],
});

const suite = fakeStoreSuite();

interface Row {
  n: number;
}
const document = defineSyncDocument('row', v.object({ n: v.number() }));
const map = defineSyncMap('rows', v.object({ n: v.number() }));
const list = defineSyncList('entries', v.object({ n: v.number() }));

function Types({ maybe }: { maybe: typeof document | null }): null {
  exactly<SyncResult<Row>>().is(useSyncDocument(document), true);
  exactly<SyncResult<Row> | SyncDisabled>().is(useSyncDocument(maybe), true);
  exactly<SyncResult<string>>().is(useSyncDocument(document, { select: ({ n }) => String(n) }), true);
  exactly<SyncResult<ReadonlyMap<string, Row>>>().is(useSyncMap(map), true);
  exactly<SyncResult<Row | undefined>>().is(useSyncMapItem(map, 'a'), true);
  exactly<SyncResults<Row>>().is(useSyncDocuments([document]), true);
  exactly<number>().is(useSyncDocuments([document], { select: (rows) => rows.size }), true);
  type Entries = readonly SyncListEntry<Row>[];
  exactly<SyncResult<Entries>>().is(useSyncList(list), true);
  exactly<SyncResult<Entries> | SyncDisabled>().is(useSyncList(maybe === null ? null : list), true);
  exactly<SyncResult<number>>().is(useSyncList(list, { select: (entries) => entries.length }), true);
  exactly<SyncResults<Entries>>().is(useSyncLists([list]), true);
  exactly<SyncMapWriter<Row>>().is(useSyncMapWriter(map), true);
  exactly<SyncMapWriter<Row> | null>().is(useSyncMapWriter(maybe === null ? null : map), true);
  // @ts-expect-error a Map is no List
  useSyncList(map);
  const whole = useSyncDocument(document);
  if (whole.status === 'ready') exactly<Row>().is(whole.data, true);
  if (whole.status === 'error') exactly<Row | undefined>().is(whole.data, true);
  // @ts-expect-error a result that may be disabled is no plain result
  exactly<SyncResult<Row>>().is(useSyncDocument(maybe), true);
  return null;
}

it('types a result by its definition, its selector and null', async () => {
  const { container } = render(
    <SyncProvider store={suite.fake.store}>
      <Types maybe={null} />
    </SyncProvider>,
  );
  await act(() => suite.pass());
  expect(container).toBeEmptyDOMElement();
});
