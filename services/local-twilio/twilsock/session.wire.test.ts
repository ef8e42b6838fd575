import { WebSocket } from 'ws';
import { account } from '../base/account';
import { EMULATOR_CALLER } from '../sync/sync-model';
import { eventually, startSyncHost, watched, type SyncHost } from '../testing/sync-host';
import { decodeFrame, encodeFrame } from './frame';

let host: SyncHost;
let socket: RawSocket;

/** A client that speaks frames, for what the SDK never does. */
interface RawSocket {
  readonly packets: { readonly header: Record<string, unknown>; readonly body: unknown }[];
  send(data: Buffer | string): void;
  request(path: string, method: string, body?: object): void;
  isOpen(): boolean;
  close(): void;
}

async function openRaw(url: string): Promise<RawSocket> {
  const webSocket = new WebSocket(url);
  const packets: RawSocket['packets'] = [];
  webSocket.on('message', (data) => {
    const frame = decodeFrame(data as Buffer)!;
    const text = frame.payload.toString();
    packets.push({ header: { ...frame.header }, body: text === '' ? undefined : JSON.parse(text) });
  });
  await new Promise((resolve) => webSocket.once('open', resolve));
  let requests = 0;
  const send = (data: Buffer | string): void => {
    webSocket.send(data);
  };
  return {
    packets,
    send,
    request(path, method, body) {
      requests += 1;
      const [hostName = '', ...rest] = path.split('/');
      const header = {
        id: `TM${String(requests)}`,
        method: 'message',
        http_request: { host: hostName, path: `/${rest.join('/')}`, method, params: {}, headers: {} },
      };
      send(encodeFrame(header, body === undefined ? 'data_sync' : JSON.stringify(body)));
    },
    isOpen: () => webSocket.readyState === WebSocket.OPEN,
    close: () => {
      webSocket.terminate();
    },
  };
}

const init = (token: string) =>
  encodeFrame({
    id: 'TMinit',
    method: 'init',
    token,
    continuation_token: null,
    registrations: [{ product: 'data_sync', type: 'ers', message_types: ['twilio.sync.event'] }],
  });

async function openAs(identity: string): Promise<void> {
  socket.send(init(host.token(identity)));
  await eventually(() => {
    expect(socket.packets).toHaveLength(1);
  });
}

beforeEach(async () => {
  host = await startSyncHost();
  host.services.service(account.syncServiceSid).config.aclEnabled = false;
  socket = await openRaw(host.twilsockUrl);
});
afterEach(async () => {
  socket.close();
  await host.close();
});

test('[TW3] init answers with a storage id of this epoch, a continuation token and the registrations', async () => {
  await openAs('alice');
  expect(socket.packets[0]!.header).toMatchObject({
    id: 'TMinit',
    method: 'reply',
    status: { code: 200 },
    continuation_token_status: { reissued: true, reissue_reason: 'MISSING' },
    offline_storage: { data_sync: { storage_id: expect.stringMatching(/^[0-9a-f]{40}$/) as string } },
    init_registrations: [{ product: 'data_sync', type: 'ers' }],
  });
});

test('[TW2] what is no packet is answered with close 406 and the end of the connection', async () => {
  socket.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
  await eventually(() => {
    expect(socket.packets[0]?.header).toMatchObject({ method: 'close', status: { code: 406, errorCode: 51214 } });
    expect(socket.isOpen()).toBe(false);
  });
});

test('[TW2] a text message is ignored', async () => {
  socket.send('hello');
  await openAs('alice');
  expect(socket.isOpen()).toBe(true);
});

test('[TW3] a request before init is refused', async () => {
  socket.request('cds.us1.twilio.com/v3/Documents', 'POST', { data: {} });
  await eventually(() => {
    expect(socket.packets[0]?.header).toMatchObject({ method: 'reply', status: { code: 401 } });
  });
});

test('[TW12] a host or a path that is not emulated answers 501 with its name', async () => {
  await openAs('alice');
  socket.request('aim.us1.twilio.com/v1/Anything', 'GET');
  socket.request('cds.us1.twilio.com/v3/Lists/log/Context', 'GET');
  socket.request('ers.us1.twilio.com/v1/registrations', 'POST', {});
  await eventually(() => {
    expect(socket.packets.slice(1)).toMatchObject([
      {
        header: { status: { code: 200 }, http_status: { code: 501 } },
        body: { message: 'Local Twilio does not emulate GET aim.us1.twilio.com/v1/Anything' },
      },
      {
        header: { http_status: { code: 501 } },
        body: { message: expect.stringContaining('/v3/Lists/log/Context') as string },
      },
      { header: { http_status: { code: 200 } }, body: {} },
    ]);
  });
});

test('[SY15] a tunnelled request to another service than that of the token is refused', async () => {
  await openAs('alice');
  socket.request(`cds.us1.twilio.com/v3/Services/IS${'f'.repeat(32)}/Documents/cart`, 'GET');
  await eventually(() => {
    expect(socket.packets[1]).toMatchObject({ header: { http_status: { code: 403 } }, body: { code: 54056 } });
  });
});

test('[TW9] the reply comes before the notification, and the echo can be switched off', async () => {
  const quiet = await startSyncHost({ echoToOrigin: false });
  quiet.services.service(account.syncServiceSid).config.aclEnabled = false;
  try {
    for (const [each, expected] of [
      [host, ['reply', 'notification', 'reply', 'notification']],
      [quiet, ['reply', 'notification', 'reply']],
    ] as const) {
      socket.close();
      socket = await openRaw(each.twilsockUrl);
      socket.send(init(each.token('alice')));
      const service = each.services.service(account.syncServiceSid);
      service.putDocument('cart', {});
      const { sid } = service.documents.get(EMULATOR_CALLER, 'cart');
      socket.request('cds.us1.twilio.com/v4/Subscriptions', 'POST', {
        event_protocol_version: 4,
        action: 'establish',
        correlation_id: 7,
        requests: [{ object_sid: sid, object_type: 'document', last_event_id: 0 }],
      });
      await eventually(() => {
        expect(socket.packets).toHaveLength(3);
      });
      socket.request(`cds.us1.twilio.com/v3/Documents/${sid}`, 'POST', { data: { value: 1 } });
      await eventually(() => {
        expect(socket.packets).toHaveLength(1 + expected.length);
      });
      socket.send(encodeFrame({ id: 'TMping', method: 'ping' }));
      await eventually(() => {
        expect(socket.packets.at(-1)?.header['id']).toBe('TMping');
      });
      expect(socket.packets.slice(1, -1).map(({ header }) => header['method'])).toEqual(expected);
    }
  } finally {
    await quiet.close();
  }
});

test('[TW7] protocol 3 gets one event per message, protocol 4 a list; what is missing fails', async () => {
  await openAs('alice');
  const service = host.services.service(account.syncServiceSid);
  const { sid } = service.ensureMap('board');
  const missing = `MP${'0'.repeat(32)}`;
  for (const version of [3, 4]) {
    socket.request('cds.us1.twilio.com/v4/Subscriptions', 'POST', {
      event_protocol_version: version,
      action: 'establish',
      correlation_id: version,
      requests: [sid, missing].map((object_sid) => ({ object_sid, object_type: 'map', last_event_id: -1 })),
    });
  }
  const established = { object_sid: sid, object_type: 'map', replay_status: 'completed', last_event_id: -1 };
  const failed = { object_sid: missing, object_type: 'map', error: { status: 404, code: 54200 } };
  await eventually(() => {
    const notifications = socket.packets.filter(({ header }) => header['method'] === 'notification');
    expect(notifications.map(({ body }) => body)).toMatchObject([
      { event_type: 'subscription_established', correlation_id: 3, event: established },
      { event_type: 'subscription_failed', correlation_id: 3, event: failed },
      { event_type: 'subscription_established', correlation_id: 4, events: [established] },
      { event_type: 'subscription_failed', correlation_id: 4, events: [failed] },
    ]);
  });
});

test('[TW7] a canceled subscription and a closed connection hear nothing more', async () => {
  await openAs('alice');
  const service = host.services.service(account.syncServiceSid);
  const map = service.ensureMap('board');
  const ask = (action: string) => {
    socket.request('cds.us1.twilio.com/v4/Subscriptions', 'POST', {
      event_protocol_version: 4,
      action,
      correlation_id: 1,
      requests: [{ object_sid: map.sid, object_type: 'map', last_event_id: null }],
    });
  };
  ask('establish');
  await watched(map, 1);
  ask('cancel');
  await watched(map, 0);
  ask('establish');
  await watched(map, 1);
  socket.close();
  await watched(map, 0);
});

test('[TW15] a subscription is answered without the times for which the SDK would keep a timer', async () => {
  await openAs('alice');
  const { sid } = host.services.service(account.syncServiceSid).ensureMap('board');
  socket.request('cds.us1.twilio.com/v4/Subscriptions', 'POST', {
    event_protocol_version: 4,
    action: 'establish',
    correlation_id: 1,
    requests: [{ object_sid: sid, object_type: 'map', last_event_id: null }],
  });
  await eventually(() => {
    expect(socket.packets.find(({ header }) => header['id'] === 'TM1')).toMatchObject({
      header: { method: 'reply', http_status: { code: 202 } },
      body: { estimated_delivery_in_ms: 900 },
    });
  });
  const answer = socket.packets.find(({ header }) => header['id'] === 'TM1');
  expect(answer?.body).not.toHaveProperty('ttl_in_s');
});
