import { basicAuth } from './control-plane';
import type { Suite } from './suite';

/** What the suite's plugins read in `ui_attributes` of the Flex configuration. */
interface SuiteAttributes {
  readonly flex_sync_suite: Readonly<Record<string, unknown>>;
}

/**
 * Changes the plugins' settings as an operator would: reads the Flex configuration, and writes it whole. Desktops that are
 * loaded from now on have them.
 */
export async function changeSettings(suite: Suite, settings: Readonly<Record<string, unknown>>): Promise<void> {
  const { health } = suite;
  const url = `${health.urls['flexApi'] ?? ''}/v1/Configuration`;
  const ask = async (init: RequestInit = {}): Promise<{ readonly ui_attributes: SuiteAttributes }> => {
    const headers = { authorization: basicAuth(health), 'content-type': 'application/json' };
    const answer = await fetch(url, { ...init, headers });
    if (!answer.ok) throw new Error(`The Flex configuration answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { ui_attributes: SuiteAttributes };
  };
  const { ui_attributes: attributes } = await ask();
  const changed = { ...attributes, flex_sync_suite: { ...attributes.flex_sync_suite, ...settings } };
  await ask({ method: 'POST', body: JSON.stringify({ account_sid: health.accountSid, ui_attributes: changed }) });
}
