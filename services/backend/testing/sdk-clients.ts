import { SyncClient } from 'twilio-sync';
import type { LocalBackend } from './local-backend';

/** The genuine SDK of whoever a test lets write. */
export interface SdkClients {
  clientOf(suite: LocalBackend, identity: string): Promise<SyncClient>;
  close(): Promise<void>;
}

export function createSdkClients(): SdkClients {
  const clients: SyncClient[] = [];
  return {
    async clientOf(suite, identity) {
      const { token } = await suite.control('/emulator/tokens', { identity });
      const uri = `${(suite.config.twilio.baseUrl ?? '').replace('http', 'ws')}/tsock.us1.twilio.com/v3/wsconnect`;
      const client = new SyncClient(String(token), { logLevel: 'silent', Twilsock: { uri } } as never);
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.shutdown()));
    },
  };
}
