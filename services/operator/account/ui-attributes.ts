/** `ui_attributes` of the Flex configuration: of every plugin and of whoever set up the account. */
export type UiAttributes = Readonly<Record<string, unknown>>;

/** Ours stand under one name of them. */
const OURS = 'flex_sync_suite';

/** Where the plugins find the backend, as the configuration says; null where it says nothing. */
export function backendUrlOf(attributes: UiAttributes): string | null {
  const url = recordOf(attributes[OURS])['backend_url'];
  return typeof url === 'string' ? url : null;
}

/**
 * All attributes as they were, with the backend's address in ours. The REST API replaces them as a whole: what is left out
 * here is lost to whoever set it.
 */
export const withBackendUrl = (attributes: UiAttributes, backendUrl: string): UiAttributes => ({
  ...attributes,
  [OURS]: { ...recordOf(attributes[OURS]), backend_url: backendUrl },
});

const recordOf = (value: unknown): UiAttributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as UiAttributes) : {};
