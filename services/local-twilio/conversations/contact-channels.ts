import { MAIN_LINE } from '../base/account';

/** How a customer writes: `channelType` of the task, type of the interaction's channel. */
export type ChannelType = 'web' | 'sms' | 'whatsapp';

/** The address of a customer who has no user: where the messages come from. */
export interface MessagingBinding {
  readonly type: Exclude<ChannelType, 'web'>;
  /** The customer's: a number, for WhatsApp `whatsapp:+1…`. */
  readonly address: string;
  /** Ours, in the same form. */
  readonly proxyAddress: string;
}

/** A binding as APIs show it; null for a participant with a user, who is known by the identity. */
export const bindingResource = (binding: MessagingBinding | null): object | null =>
  binding === null ? null : { type: binding.type, address: binding.address, proxy_address: binding.proxyAddress };

/** Who writes, as the attributes of his task tell. */
export interface Contact {
  readonly name: string;
  readonly channelType: ChannelType;
  /** Null on the web. */
  readonly binding: MessagingBinding | null;
  /** Attributes that Flex's own tasks of this kind have. */
  readonly attributes: Readonly<Record<string, string>>;
}

type Attributes = Readonly<Record<string, unknown>>;

/** Returns null for a task channel without messages. WhatsApp has no task channel of its own; its tasks come as `chat`. */
export function contactOf(taskChannel: string, attributes: Attributes): Contact | null {
  if (taskChannel !== 'chat' && taskChannel !== 'sms') return null;
  const wanted = taskChannel === 'sms' ? 'sms' : (attributes['channelType'] ?? 'web');
  if (wanted !== 'sms' && wanted !== 'whatsapp') return webContact(attributes);
  const name = textOf(attributes['name']) ?? textOf(attributes['from']) ?? 'Customer';
  const binding: MessagingBinding = {
    type: wanted,
    address: addressOf(wanted, textOf(attributes['from']) ?? textOf(attributes['customerAddress']) ?? name),
    proxyAddress: addressOf(wanted, textOf(attributes['to']) ?? MAIN_LINE),
  };
  const { address } = binding;
  return {
    name,
    channelType: wanted,
    binding,
    attributes: {
      channelType: wanted,
      from: address,
      customerAddress: address,
      proxyAddress: binding.proxyAddress,
      customerName: textOf(attributes['customerName']) ?? name,
    },
  };
}

/** A visitor of a web page has no address. A `channelType` that we do not know stays as the task has it. */
function webContact(attributes: Attributes): Contact {
  const name = textOf(attributes['name']) ?? textOf(attributes['from']) ?? 'Customer';
  const channelType = textOf(attributes['channelType']) ?? 'web';
  const customerName = textOf(attributes['customerName']) ?? name;
  return { name, channelType: 'web', binding: null, attributes: { channelType, customerName } };
}

const addressOf = (type: ChannelType, number: string): string =>
  type === 'whatsapp' && !number.startsWith('whatsapp:') ? `whatsapp:${number}` : number;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
