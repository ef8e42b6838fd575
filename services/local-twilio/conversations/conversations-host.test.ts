import type { HostRequest } from '../http/host-app';
import { EMULATOR_CALLER } from '../sync/model';
import { createSyncServices } from '../sync/sync-services';
import { createConversationsHost } from './conversations-host';

const services = createSyncServices({ limits: { enabled: true } });
const service = services.service('IS00000000000000000000000000000001');
const host = createConversationsHost(service, {
  identity: 'alice',
  accountSid: 'AC00000000000000000000000000000001',
  serviceSid: service.sid,
  expiresAt: Number.MAX_SAFE_INTEGER,
  acl: false,
  product: 'ip_messaging',
  token: '',
});

const ask = (method: string, path: string, body = '') => {
  const request: HostRequest = {
    method,
    path,
    body,
    query: new URLSearchParams(),
    headers: {},
    baseUrl: 'https://aim.us1.twilio.com',
  };
  return host(request);
};

const itemsOf = (mapName: string): readonly (string | number)[] => [
  ...service.maps.get(EMULATOR_CALLER, mapName).items.keys(),
];

describe('the Conversations host', () => {
  it('[FX12] names the Sync objects of the user, and they exist', async () => {
    const { status, body } = await ask('GET', '/Client/v2/Configuration');
    expect(status).toBe(200);
    expect(body).toMatchObject({ identity: 'alice', sync_objects: { my_user_info: 'user.alice' } });
    const { sync_objects: objects } = body as { sync_objects: { my_conversations: string } };
    expect(itemsOf('user.alice')).toEqual(['friendlyName', 'attributes', 'reachability']);
    expect(itemsOf(objects.my_conversations)).toEqual([]);
  });

  it('[FX12] has no conversations yet', async () => {
    expect(await ask('GET', '/v1/MyConversations')).toMatchObject({ status: 200, body: { conversations: [] } });
  });

  it('[FX12] knows any user, and keeps a changed name', async () => {
    await ask('POST', '/v1/Users/bob', '{"friendly_name":"Bob Brown"}');
    await ask('GET', '/v1/Users/bob');
    expect(service.maps.get(EMULATOR_CALLER, 'user.bob').items.get('friendlyName')?.data).toEqual({
      value: 'Bob Brown',
    });
  });

  it('[CP3] is loud about messages', async () => {
    const { status, body } = await ask('POST', '/v1/Conversations/CH1/Messages', '{}');
    expect(status).toBe(501);
    expect(body).toMatchObject({ message: expect.stringContaining('/v1/Conversations/CH1/Messages') as string });
  });
});
