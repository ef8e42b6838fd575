import type { Manager } from '@twilio/flex-ui';

/** A role of a Flex user; accounts may define more. */
export type FlexRole = 'admin' | 'supervisor' | 'agent';

/** True when the signed-in user has at least one of `roles`. A convenience for the page; the backend decides again. */
export function hasRole(manager: Manager, roles: readonly string[]): boolean {
  return manager.user.roles.some((role) => roles.includes(role));
}
