import { type BackendClient, BackendError } from '@flex-sync-suite/shared/flex';
import type { CannedFavorite } from '@flex-sync-suite/shared/contract';
import type { Manager } from '@twilio/flex-ui';
import { createOpenConversations, storedFiles } from './open-conversations';
import { createOwnUse, type OwnUseStore } from './own-use';
import { createTaskPort } from './task-port';
import { createWorkerLink, linkedLists } from './worker-link';

const ES = (digit: string): string => `ES${digit.repeat(32)}`;
const ID = 'globalglobal.000000000001';

/** A worker whose attributes change when told to. */
function workerWith(first: readonly string[]) {
  const listeners = new Set<() => void>();
  const attributesWith = (lists: readonly string[], personal: readonly string[]): unknown => ({
    canned_responses: { lists, personal },
  });
  const worker = {
    attributes: attributesWith(first, []),
    on: (_event: string, listener: () => void) => listeners.add(listener),
    off: (_event: string, listener: () => void) => listeners.delete(listener),
  };
  return {
    worker,
    update(lists: readonly string[], personal: readonly string[] = []): void {
      worker.attributes = attributesWith(lists, personal);
      for (const tell of listeners) tell();
    },
  };
}

describe('the Lists of a worker', () => {
  it('are those that the attributes name, each with the scope that reads it', () => {
    const attributes = { canned_responses: { lists: [ES('1'), ES('2'), ES('1'), 'no SID'], personal: [ES('2')] } };
    expect(linkedLists(attributes)).toEqual([
      { sid: ES('1'), scope: 'shared' },
      { sid: ES('2'), scope: 'personal' },
    ]);
    for (const other of [undefined, null, {}, { canned_responses: { lists: 'x' } }])
      expect(linkedLists(other)).toEqual([]);
  });

  it('follow the attributes, and tell only of changes', () => {
    const listeners = new Set<() => void>();
    const worker = {
      attributes: { canned_responses: { lists: [ES('1')] }, other: 1 },
      on: (_event: string, listener: () => void) => listeners.add(listener),
      off: (_event: string, listener: () => void) => listeners.delete(listener),
    };
    const link = createWorkerLink({ workerClient: worker } as unknown as Manager);
    const listener = jest.fn();
    const stop = link.subscribe(listener);
    const before = link.getSnapshot();
    const update = (lists: string[]): void => {
      worker.attributes = { canned_responses: { lists }, other: 2 };
      for (const tell of listeners) tell();
    };
    update([ES('1')]);
    expect(listener).not.toHaveBeenCalled();
    expect(link.getSnapshot()).toBe(before);
    update([ES('3')]);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(link.getSnapshot()).toEqual([{ sid: ES('3'), scope: 'shared' }]);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('tell every subscriber of a change, also after somebody has looked', () => {
    const { worker, update } = workerWith([ES('1')]);
    const link = createWorkerLink({ workerClient: worker } as unknown as Manager);
    const told: string[] = [];
    worker.on('attributesUpdated', () => void link.getSnapshot());
    link.subscribe(() => told.push('first'));
    link.subscribe(() => told.push('second'));
    update([ES('2')]);
    update([ES('2')]);
    expect(told).toEqual(['first', 'second']);
  });

  it('say once that the shared ones are others than the last time, personal ones and order apart', () => {
    const { worker, update } = workerWith([]);
    const link = createWorkerLink({ workerClient: worker } as unknown as Manager);
    expect(link.takeSharedChange()).toBe(false);
    update([ES('1'), ES('2')]);
    expect([link.takeSharedChange(), link.takeSharedChange()]).toEqual([true, false]);
    update([ES('2'), ES('3'), ES('1')], [ES('3')]);
    expect(link.takeSharedChange()).toBe(false);
    update([]);
    expect(link.takeSharedChange()).toBe(true);
  });
});

describe('the selected task', () => {
  it('is what Flex has selected, and stays so behind the Teams view', () => {
    const attributes = { conversationSid: 'CH1', channelType: 'sms' };
    const task = { sid: 'WR1', status: 'accepted', taskChannelUniqueName: 'chat', queueName: 'Sales', attributes };
    const flex = {
      view: { activeView: 'agent-desktop', selectedTaskSid: 'WR1' },
      worker: { tasks: new Map([['WR1', task]]) },
      chat: { conversationInput: { CH1: { inputText: 'draft' } } },
    };
    const listeners = new Set<() => void>();
    const store = {
      getState: () => ({ flex }),
      subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    };
    const port = createTaskPort({ store } as unknown as Manager);
    const listener = jest.fn();
    port.subscribe(listener);
    expect(port.getSnapshot()).toEqual({
      task: { conversationSid: 'CH1', status: 'accepted', channel: 'sms', queueName: 'Sales', attributes },
      isMonitoring: false,
    });
    expect([port.storedDraft('CH1'), port.storedDraft('CH2')]).toEqual(['draft', null]);
    for (const tell of listeners) tell();
    expect(listener).not.toHaveBeenCalled();
    flex.view = { activeView: 'teams', selectedTaskSid: 'WR1' };
    for (const tell of listeners) tell();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(port.getSnapshot()).toMatchObject({ task: { conversationSid: 'CH1' }, isMonitoring: true });
  });

  it('is told to every subscriber, also after somebody has looked', () => {
    const flex = { view: { activeView: 'agent-desktop' }, worker: { tasks: new Map() } };
    const listeners = new Set<() => void>();
    const store = {
      getState: () => ({ flex }),
      subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    };
    const port = createTaskPort({ store } as unknown as Manager);
    const told: string[] = [];
    store.subscribe(() => void port.getSnapshot());
    port.subscribe(() => told.push('first'));
    port.subscribe(() => told.push('second'));
    flex.view = { activeView: 'teams' };
    for (const tell of [...listeners, ...listeners]) tell();
    expect(told).toEqual(['first', 'second']);
  });
});

describe('the conversations of Flex', () => {
  const managerOf = (flex: unknown, subscribe = jest.fn()): Manager =>
    ({ store: { getState: () => ({ flex }), subscribe } }) as unknown as Manager;

  it('have the files of their drafts', () => {
    const file = new File(['a'], 'a.txt');
    const files = storedFiles(
      managerOf({
        chat: { conversationInput: { CH1: { inputText: '', attachedFiles: [file] }, CH2: { inputText: '' } } },
      }),
    );
    expect([files('CH1'), files('CH2'), files('CH3')]).toEqual([[file], [], null]);
  });

  it('are open while a task names them', () => {
    const tasks = new Map([
      ['WR1', { attributes: { conversationSid: 'CH1' } }],
      ['WR2', { attributes: { channelSid: 'CH2' } }],
      ['WR3', { attributes: null }],
    ]);
    const subscribe = jest.fn();
    const open = createOpenConversations(managerOf({ worker: { tasks } }, subscribe));
    expect([...open.getSnapshot()]).toEqual(['CH1', 'CH2']);
    tasks.delete('WR1');
    expect([...open.getSnapshot()]).toEqual(['CH2']);
    const listener = jest.fn();
    open.subscribe(listener);
    expect(subscribe).toHaveBeenCalledWith(listener);
  });
});

describe('favourites and uses', () => {
  interface Sent {
    readonly method?: string;
    readonly path: string;
    readonly body?: unknown;
  }
  let sent: Sent[];
  let waiting: { resolve: () => void; reject: (error: Error) => void }[];
  let own: OwnUseStore;
  const stored = (isFavorite: boolean, change: Partial<CannedFavorite> = {}): ReadonlyMap<string, CannedFavorite> =>
    new Map([
      [ID, { schema: 1, v: 1, asOf: '2026-11-23T00:00:00.000Z', isFavorite, lastUsedAt: null, uses: 0, ...change }],
    ]);

  beforeEach(() => {
    sent = [];
    waiting = [];
    const client = {
      async request({ method, path, body }: Sent) {
        sent.push({ ...(method === undefined ? {} : { method }), path, body });
        await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
        return null;
      },
    };
    own = createOwnUse({ client: client as BackendClient, now: () => Date.parse('2026-11-23T10:00:00Z') });
  });
  /** As many promises deep as a command is. */
  const turn = async (): Promise<void> => {
    for (let depth = 0; depth < 10; depth += 1) await Promise.resolve();
  };
  const isFavorite = (): boolean | undefined => own.getSnapshot().get(ID)?.isFavorite;

  it('shows a favourite at once, and keeps it until Sync says so too', async () => {
    const saving = own.setFavorite(ID, true);
    expect(isFavorite()).toBe(true);
    await turn();
    expect(sent).toMatchObject([{ method: 'PUT', path: `/favorites/${ID}` }]);
    waiting[0]!.resolve();
    await saving;
    own.follow(stored(false));
    expect(isFavorite()).toBe(true);
    own.follow(stored(true));
    own.follow(stored(false));
    expect(isFavorite()).toBe(false);
  });

  it('takes it back when the backend refuses', async () => {
    const listener = jest.fn();
    own.subscribe(listener);
    const saving = own.setFavorite(ID, true);
    await turn();
    waiting[0]!.reject(new BackendError('forbidden', 'No'));
    await expect(saving).rejects.toThrow('No');
    expect(isFavorite()).toBeUndefined();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('sends two commands about one response one after the other, and keeps the last choice', async () => {
    const first = own.setFavorite(ID, true);
    const second = own.setFavorite(ID, false);
    await turn();
    expect(sent).toHaveLength(1);
    waiting[0]!.reject(new BackendError('unreachable', 'Away'));
    await expect(first).rejects.toThrow('Away');
    await turn();
    expect(sent.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
    waiting[1]!.resolve();
    await second;
    expect(isFavorite() ?? false).toBe(false);
  });

  it('counts a use with an id of its own and no text, and shows it until Sync does', async () => {
    const counting = own.countUse(ID, 'shortcut', true);
    expect(own.getSnapshot().get(ID)).toMatchObject({ lastUsedAt: '2026-11-23T10:00:00.000Z', uses: 1 });
    waiting[0]!.resolve();
    await counting;
    expect(sent).toEqual([
      {
        method: 'POST',
        path: `/canned-responses/${ID}/uses`,
        body: {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) as string,
          way: 'shortcut',
          wasEdited: true,
        },
      },
    ]);
    own.follow(stored(false, { lastUsedAt: '2026-11-23T10:00:01.000Z', uses: 5 }));
    expect(own.getSnapshot().get(ID)).toMatchObject({ uses: 5 });
  });

  it.each(['2026-11-23T09:00:00.000Z', '2026-11-23T11:00:00.000Z'])(
    'counts a use until Sync has counted it, with a backend whose clock says %s',
    async (lastUsedAt) => {
      const later = new Date(Date.parse(lastUsedAt) + 1_000).toISOString();
      own.follow(stored(false, { lastUsedAt, uses: 2 }));
      const counting = Promise.all([own.countUse(ID, 'shortcut', false), own.countUse(ID, 'key', false)]);
      await turn();
      for (const { resolve } of waiting) resolve();
      await counting;
      const shown = own.getSnapshot().get(ID);
      expect(shown?.uses).toBe(4);
      expect(shown!.lastUsedAt! > lastUsedAt).toBe(true);
      own.follow(stored(true, { lastUsedAt, uses: 2, v: 2 }));
      expect(own.getSnapshot().get(ID)).toMatchObject({ uses: 4, isFavorite: true });
      own.follow(stored(true, { lastUsedAt: later, uses: 3, v: 3 }));
      expect(own.getSnapshot().get(ID)?.uses).toBe(4);
      own.follow(stored(true, { lastUsedAt: later, uses: 4, v: 4 }));
      expect(own.getSnapshot().get(ID)).toMatchObject({ uses: 4, lastUsedAt: later });
    },
  );

  it('forgets a use that the backend refuses', async () => {
    own.follow(stored(true, { uses: 2 }));
    const counting = own.countUse(ID, 'key', false);
    await turn();
    waiting[0]!.reject(new BackendError('forbidden', 'No'));
    await expect(counting).rejects.toThrow('No');
    expect(own.getSnapshot().get(ID)).toMatchObject({ uses: 2, lastUsedAt: null });
  });

  it('ends an answered change with the next one that Sync tells, which may be another page’s', async () => {
    own.follow(stored(false, { v: 3 }));
    const saving = own.setFavorite(ID, true);
    await turn();
    waiting[0]!.resolve();
    await saving;
    own.follow(stored(false, { v: 3 }));
    expect(isFavorite()).toBe(true);
    own.follow(stored(false, { v: 4 }));
    expect(isFavorite()).toBe(false);
    own.follow(stored(true, { v: 5 }));
    expect(isFavorite()).toBe(true);
  });
});
