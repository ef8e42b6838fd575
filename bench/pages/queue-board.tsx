import { CustomizationProvider } from '@twilio-paste/core/customization';
import React, { useEffect, useState } from 'react';
import { render } from 'react-dom';
import { QueueBoard } from '../../plugins/plugin-queue-dashboard/src/board/queue-board';
import { createBoardMemory } from '../../plugins/plugin-queue-dashboard/src/data/board-memory';
import type { BoardPorts } from '../../plugins/plugin-queue-dashboard/src/data/board-ports';
import {
  backendHeartbeatDocument,
  queueDocument,
  queueIndexMap,
  type QueueDocument,
  type QueueStates,
} from '../../src/contract';
import { SyncProvider } from '../../src/hooks';
import { createUrlState } from '../../src/views';
import { createFakeSyncStore, watchElements, type FakeSyncStore } from '../../src/testing';
import { queueDocumentOf, queueIndexItemOf, queueSidOf } from '../lib/queues';

/** What the benchmark drives from outside. */
export interface BoardDriver {
  /** One queue's Document changes. */
  update(): void;
  /** Rows rendered since the last call. */
  takeRenders(): number;
  isReady(): boolean;
}

const parameters = new URLSearchParams(location.hash.slice(1));
const count = Number(parameters.get('count'));
/** Of the naive board. */
let renders = 0;
/** Of ours: a row names itself to its own element. */
const rows = watchElements(
  ({ attributes }) => (attributes as Readonly<Record<string, string>> | undefined)?.['data-queue-sid'],
);
let version = 1_000;

const root = document.getElementById('root');
const fake = fill(createFakeSyncStore({ openJitterMs: 0 }));

const driver: BoardDriver = {
  update() {
    version += 1;
    const number = (version * 7) % count;
    fake.setDocument(queueDocument(queueSidOf(number)), queueDocumentOf(version, Date.now()));
  },
  takeRenders() {
    const taken = renders + rows.take().length;
    renders = 0;
    return taken;
  },
  isReady: () => document.querySelector('[data-testid="queue-row"], .row') !== null,
};
Object.assign(window, { benchBoard: driver });
setInterval(beat, 10_000);

function fill(store: FakeSyncStore): FakeSyncStore {
  store.createMap(queueIndexMap);
  for (let number = 0; number < count; number += 1) {
    store.setItem(queueIndexMap, queueSidOf(number), queueIndexItemOf(number));
    store.setDocument(queueDocument(queueSidOf(number)), queueDocumentOf(number, Date.now()));
  }
  store.setDocument(backendHeartbeatDocument, heartbeat());
  return store;
}

function heartbeat(): object {
  version += 1;
  return { schema: 1, v: version, asOf: null, at: new Date().toISOString() };
}

function beat(): void {
  fake.setDocument(backendHeartbeatDocument, heartbeat());
}

/** Nobody opens a queue here. */
const AGENTS = { asOf: new Date(0).toISOString(), eligible: 900, available: 600, free: 200, busy: 400 };

const LINE = Array<number>(12).fill(3);
const INSTANTS = { asOf: new Date(0).toISOString(), at: new Date(0).toISOString(), since: new Date(0).toISOString() };
const TREND = {
  ...INSTANTS,
  ...{ waiting: LINE, offered: LINE, answered: LINE, abandoned: LINE, served: LINE, judged: LINE },
};

const QUESTIONS = {
  detailOf: () => notAsked(),
  figuresOf: () => notAsked(),
  alertsOf: () => notAsked(),
  agentsOf: () => Promise.resolve(AGENTS),
  trendOf: () => Promise.resolve(TREND),
  statesOf: () => Promise.resolve(allStates()),
  furtherOf: () => Promise.resolve({ at: allStates().at, queues: [] }),
  // As of a store that does not reach back so far: the page shows no difference.
  weekBeforeOf: () => notAsked(),
  policiesOf: () => notAsked(),
  offlineActivitySid: undefined,
};

/** As the backend tells them to a board of more queues than a page can follow. */
const allStates = (): QueueStates => ({
  at: new Date().toISOString(),
  queues: Array.from({ length: count }, (_each, number) => ({
    taskQueueSid: queueSidOf(number),
    state: queueDocumentOf(number, Date.now()),
  })),
});

const notAsked = () => Promise.reject(new Error('not asked in this page'));
const NO_RULES = { read: notAsked, replace: notAsked, conflictIn: () => null };
const PORTS: BoardPorts = {
  url: createUrlState('queue-dashboard'),
  // This page has no address, and so no storage.
  memory: createBoardMemory({ getItem: () => null, setItem: () => undefined }),
  questions: QUESTIONS,
  alertActions: { me: '', act: notAsked },
  settings: {
    ...{ rules: NO_RULES, alertRules: NO_RULES, groups: NO_RULES, policies: notAsked },
    hooks: { list: notAsked, create: notAsked, change: notAsked, remove: notAsked, test: notAsked },
  },
  agentActivities: { list: notAsked, change: notAsked },
  taskAgents: { give: notAsked },
  views: { read: notAsked, save: notAsked, remove: notAsked, setDefault: notAsked, conflictIn: () => null },
};

/** The plugin's own board, over the genuine store; only the wire is in memory. */
function Board(): React.JSX.Element {
  return (
    <CustomizationProvider baseTheme="default">
      <SyncProvider store={fake.store}>
        <div style={{ height: 880 }}>
          <QueueBoard ports={PORTS} locale="en-US" />
        </div>
      </SyncProvider>
    </CustomizationProvider>
  );
}

/**
 * The board as it is written first: every Document in one state, every row rendered at each event and at each second.
 * Plain cells, so that the component library is not what is compared.
 */
function NaiveBoard(): React.JSX.Element {
  const [documents, setDocuments] = useState<ReadonlyMap<string, QueueDocument>>(new Map());
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const all = new Map<string, QueueDocument>();
    const ports = Array.from({ length: count }, (_each, number) => {
      const sid = queueSidOf(number);
      const port = fake.open(queueDocument(sid).uniqueName);
      const read = (): void => {
        all.set(sid, port.data as QueueDocument);
        setDocuments(new Map(all));
      };
      all.set(sid, port.data as QueueDocument);
      port.on('updated', read);
      return port;
    });
    setDocuments(new Map(all));
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1_000);
    return () => {
      clearInterval(timer);
      for (const port of ports) port.close();
    };
  }, []);
  const rows = [...documents].sort(([, a], [, b]) => b.now.queued + b.now.ringing - (a.now.queued + a.now.ringing));
  return (
    <div style={{ height: 800, overflow: 'auto' }}>
      <table>
        <tbody>
          {rows.map(([sid, { now: live, today, last30Minutes, asOf }]) => {
            renders += 1;
            const since = live.oldestWaitingSince;
            return (
              <tr key={sid} className="row">
                <td>{sid}</td>
                <td>{live.queued + live.ringing > 0 ? 'Warning' : 'OK'}</td>
                <td>{live.queued + live.ringing}</td>
                <td>{since === null ? '–' : Math.floor((now - Date.parse(since)) / 1_000)}</td>
                <td>{live.talking + live.wrapping}</td>
                <td>{live.free}</td>
                <td>{last30Minutes.answered}</td>
                <td>{today.offered}</td>
                <td>{today.answered}</td>
                <td>{today.abandoned}</td>
                <td>{today.completed}</td>
                <td>{Math.floor((now - Date.parse(asOf)) / 1_000)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

// Last: what the boards are given has to be there.
render(parameters.get('kind') === 'naive' ? <NaiveBoard /> : <Board />, root);
