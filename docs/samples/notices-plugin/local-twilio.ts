import type { SyncTokenGrant } from '@flex-sync-suite/shared/sync';

interface Health {
  readonly accountSid: string;
  readonly authToken: string;
  readonly syncServiceSid: string;
  readonly urls: { readonly twilsock: string; readonly sync: string };
}

/** A Local Twilio that runs already: its Sync by the public REST API, and tokens for whom the test likes. */
export class LocalTwilio {
  private constructor(
    private readonly url: string,
    private readonly health: Health,
  ) {}

  /** Empties it and looks where its hosts are. */
  static async reset(url: string): Promise<LocalTwilio> {
    await fetch(`${url}/emulator/reset`, { method: 'POST' });
    return new LocalTwilio(url, (await (await fetch(`${url}/emulator/health`)).json()) as Health);
  }

  get twilsockUri(): string {
    return this.health.urls.twilsock;
  }

  async token(identity: string): Promise<SyncTokenGrant> {
    const body = JSON.stringify({ identity, ttlSeconds: 3_600 });
    const answer = await fetch(`${this.url}/emulator/tokens`, { method: 'POST', body });
    const { token } = (await answer.json()) as { readonly token: string };
    return { token, identity, expiresAt: Date.now() + 3_600_000 };
  }

  /** As a backend would with the `twilio` helper. @throws Error when Sync refuses */
  async sync(path: string, form: Readonly<Record<string, string>>): Promise<void> {
    const { accountSid, authToken, syncServiceSid, urls } = this.health;
    const answer = await fetch(`${urls.sync}/v1/Services/${syncServiceSid}${path}`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      body: new URLSearchParams(form),
    });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  }
}
