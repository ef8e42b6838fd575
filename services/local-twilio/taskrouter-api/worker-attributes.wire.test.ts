import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { account } from '../base/account';
import { startLocalTwilio, type LocalTwilio } from '../start-local-twilio';
import { signInWorker, type FlexWorker } from '../testing/flex-worker';
import { eventually } from '../testing/sync-host';

interface Callback {
  readonly isSigned: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

let local: LocalTwilio;
let receiver: Server;
let callbacks: Callback[];
let agent: FlexWorker;

beforeEach(async () => {
  callbacks = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const signature = String(request.headers['x-twilio-signature']);
      callbacks.push({ isSigned: twilio.validateRequest(account.authToken, signature, callbackUrl(), fields), fields });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  local = await startLocalTwilio({ port: 0, eventCallbackUrl: callbackUrl() });
  agent = await signInWorker(local.url, 'alice');
});

afterEach(async () => {
  agent.leave();
  await local.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const callbackUrl = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/taskrouter`;

function restWorkers() {
  const helper = twilio(account.accountSid, account.authToken);
  helper.taskrouter.baseUrl = `${local.url}/__twilio/taskrouter.twilio.com`;
  return helper.taskrouter.v1.workspaces(account.workspaceSid).workers;
}

async function read(): Promise<{ attributes: Record<string, unknown>; version: string }> {
  const { body, headers } = await restWorkers()(agent.sid).fetchWithHttpInfo();
  return {
    attributes: JSON.parse(body.attributes) as Record<string, unknown>,
    version: String((headers as Record<string, unknown>)['etag']),
  };
}

test('[TR32] attributes written over REST under If-Match reach the worker who is signed in, live', async () => {
  const { attributes, version } = await read();
  const linked = { ...attributes, canned_responses: { lists: [`ES${'a'.repeat(32)}`] } };
  expect(agent.attributes).not.toHaveProperty('canned_responses');
  const updated = new Promise<void>((resolve) => {
    agent.once('attributesUpdated', resolve);
  });

  await restWorkers()(agent.sid).update({ attributes: JSON.stringify(linked), ifMatch: version });

  await updated;
  expect(agent.attributes).toEqual(linked);
  await eventually(() => {
    expect(callbacks.find(({ fields }) => fields['EventType'] === 'worker.attributes.update')).toMatchObject({
      isSigned: true,
      fields: { WorkerSid: agent.sid, WorkerName: 'alice', WorkerAttributes: JSON.stringify(linked) },
    });
  });
});

test('[TR32] whoever read before the worker changed the attributes gets 412/20412 and changes nothing', async () => {
  const { version } = await read();
  await agent.setAttributes({ ...agent.attributes, theme: 'dark' });

  const stale = restWorkers()(agent.sid).update({ attributes: '{}', ifMatch: version });

  await expect(stale).rejects.toMatchObject({ status: 412, code: 20412 });
  const { attributes, version: newest } = await read();
  expect(attributes).toMatchObject({ theme: 'dark' });
  await restWorkers()(agent.sid).update({ attributes: '{"level":2}', ifMatch: newest });
  expect((await read()).attributes).toEqual({ level: 2 });
});
