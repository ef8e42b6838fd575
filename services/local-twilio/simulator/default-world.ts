import type { NewWorker } from '../taskrouter/worker-operations';
import type { QueueDefinition, WorkerDefinition } from './simulator-config';

const VOICE_AND_CHAT = { voice: 2, chat: 1 };

const QUEUES: readonly QueueDefinition[] = [
  { name: 'Sales', weight: 3, channels: VOICE_AND_CHAT, priority: 0, maxReservedWorkers: 1 },
  { name: 'Support', weight: 4, channels: { voice: 1, chat: 1 }, priority: 0, maxReservedWorkers: 1 },
  { name: 'Billing', weight: 2, channels: VOICE_AND_CHAT, priority: 0, maxReservedWorkers: 1 },
  {
    name: 'Returns',
    weight: 1,
    channels: { voice: 1, chat: 2 },
    priority: 0,
    maxReservedWorkers: 1,
    escalation: { queue: 'Support', afterSeconds: 20 },
  },
  { name: 'VIP / EMEA', weight: 1, channels: { voice: 1 }, priority: 10, maxReservedWorkers: 1 },
  { name: 'Español', weight: 1, channels: VOICE_AND_CHAT, priority: 0, maxReservedWorkers: 1 },
];

const PEOPLE = [
  'Carla Mendes',
  'Dmitri Volkov',
  'Emeka Obi',
  'Farah Haddad',
  'Grace Kim',
  'Hugo Laurent',
  'Ines Ortega',
  'Jonas Berg',
  'Keiko Tanaka',
  'Liam Murphy',
  'Mei Chen',
  'Nadia Rossi',
  'Omar Farouk',
  'Priya Nair',
] as const;

/** How many of each the simulator begins with. */
export const DEFAULT_QUEUE_COUNT = QUEUES.length;
export const DEFAULT_WORKER_COUNT = PEOPLE.length;

/** The first `count` built-in queues; beyond those, "Team 7", "Team 8", … */
export function defaultQueues(count: number): readonly QueueDefinition[] {
  const more = Array.from({ length: Math.max(0, count - QUEUES.length) }, (_, index): QueueDefinition => ({
    name: `Team ${QUEUES.length + index + 1}`,
    weight: 1,
    channels: VOICE_AND_CHAT,
    priority: 0,
    maxReservedWorkers: 1,
  }));
  const chosen = [...QUEUES, ...more].slice(0, count);
  const names = new Set(chosen.map(({ name }) => name));
  return chosen.map(({ escalation, ...queue }) =>
    escalation !== undefined && names.has(escalation.queue) ? { ...queue, escalation } : queue,
  );
}

/** The first `count` built-in people, each serving two or three of the queues; beyond those, "Agent 15", … */
export function defaultWorkers(count: number, queues: readonly QueueDefinition[]): readonly WorkerDefinition[] {
  return Array.from({ length: count }, (_, index) => {
    const served = [index, index + 1, index * 3 + 2].map((position) => queues[position % queues.length]?.name ?? '');
    return {
      name: PEOPLE[index] ?? `Agent ${index + 1}`,
      queues: [...new Set(served)],
      capacity: { voice: 1, chat: 3 },
    };
  });
}

/** Skill that a queue's expression asks for: "VIP / EMEA" → `vip-emea`. */
export const skillOf = (queueName: string): string =>
  queueName
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');

const person = (
  identity: string,
  fullName: string,
  roles: readonly string[],
  queues: readonly string[],
  chats = 0,
): Pick<NewWorker, 'friendlyName' | 'attributes'> & { readonly capacity: Readonly<Record<string, number>> } => ({
  capacity: { default: 1, voice: 1, chat: chats, sms: chats },
  friendlyName: identity,
  attributes: JSON.stringify({
    full_name: fullName,
    email: `${identity}@example.com`,
    // A phone number: with the browser's voice client off, Flex cannot accept a voice task for a `client:` address.
    contact_uri: `+1555010${String(identity.length).padStart(4, '0')}`,
    roles,
    routing: { skills: queues.map(skillOf), levels: {} },
  }),
});

const DEFAULT_NAMES = QUEUES.map(({ name }) => name);

/** People who sign in to a desktop; nobody but themselves acts for them. */
export const DESKTOP_WORKERS = [
  person('alice', 'Alice Adams', ['agent'], ['Sales', 'Support', 'VIP / EMEA'], 3),
  person('bob', 'Bob Brown', ['agent'], ['Support', 'Billing', 'Español'], 3),
  person('sam', 'Sam Stone', ['supervisor', 'agent'], DEFAULT_NAMES),
  person('ada', 'Ada Archer', ['admin'], []),
];
