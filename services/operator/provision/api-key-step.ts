import { readingOf } from '../account/reading';
import { OUR_NAME, type Installation } from './installation';
import type { Step } from './step';

const NAME = 'API key';

/** A standard key for the backend; its secret is told once, and goes into `.env` only. */
export async function apiKeySteps({ client, apiKey, keep }: Installation): Promise<readonly Step[]> {
  if (apiKey !== null) {
    const reading = await readingOf(client.api.v2010.account.keys(apiKey.sid).fetch());
    if (reading.kind === 'missing') {
      const says = `The account has no API key ${apiKey.sid}.`;
      const instead = 'Empty TWILIO_API_KEY and TWILIO_API_SECRET in .env and run this again: a key is made.';
      return [{ kind: 'foreign', name: NAME, says, instead }];
    }
    return [{ kind: 'done', name: NAME, says: `${apiKey.sid} is there` }];
  }
  return [
    {
      kind: 'change',
      name: NAME,
      says: `make one named “${OUR_NAME}”, and write it with its secret into .env`,
      apply: async () => {
        const { sid, secret } = await client.api.v2010.account.newKeys.create({ friendlyName: OUR_NAME });
        await keep({ TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret });
        return `${sid} is made; .env has its secret, which only its owner reads.`;
      },
    },
  ];
}
