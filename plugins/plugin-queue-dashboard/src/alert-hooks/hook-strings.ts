import type { AlertHookEvent } from '@flex-sync-suite/shared/contract';
import { asSentence } from '@flex-sync-suite/shared/views';

/** Every sentence about webhooks of alerts. */
export const hookStrings = {
  open: 'Webhooks of alerts',
  title: 'Webhooks of alerts',
  text: 'Each alert is told to these addresses, signed, as it is raised, changes, is taken and ends.',
  loading: 'Asking for the webhooks.',
  failed: (reason: string) => `Not done: ${asSentence(reason)}`,
  retry: 'Try again',
  none: 'There is no webhook.',
  readOnly: 'Only Flex admins see where they lead, and change them.',
  list: 'Webhooks',
  paused: 'paused: nothing is told, not even later',
  never: 'Nothing was delivered yet.',
  delivered: (time: string) => `Last delivered ${time}.`,
  waiting: (count: string) => `${count} not taken yet, sent again.`,
  givenUp: (count: string) => `${count} given up after a day.`,
  attempts: 'Last deliveries',
  taken: 'taken',
  test: 'Send a test',
  testOf: (name: string) => `Send a test to ${name}`,
  tested: (name: string, isTaken: boolean, answer: string) =>
    `${name} ${isTaken ? 'took the test' : 'did not take the test'}: ${asSentence(answer)}`,
  pause: 'Pause',
  pauseOf: (name: string) => `Pause ${name}`,
  resume: 'Go on',
  resumeOf: (name: string) => `Go on with ${name}`,
  remove: 'Delete',
  removeOf: (name: string) => `Delete ${name}`,
  removed: (name: string) => `${name} was deleted; what it had not taken is not sent any more.`,
  undo: 'Undo',
  putBack: (name: string) => `${name} is back.`,
  newTitle: 'New webhook',
  name: 'Name, shown to supervisors',
  url: 'Address, begins with https://',
  add: 'Add webhook',
  secretTitle: (name: string) => `The secret of ${name}`,
  secretText: 'Messages are signed with it. It is shown this once: keep it where the receiver finds it.',
  close: 'Close',
} as const;

export const HOOK_EVENTS: Readonly<Record<AlertHookEvent, string>> = {
  raised: 'raised',
  'severity-changed': 'worse or better',
  taken: 'somebody is on it',
  ended: 'ended',
  test: 'test',
};
