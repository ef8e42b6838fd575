import { isWithheld, readContact } from '@flex-sync-suite/shared/contract';
import { supportedLocale } from '@flex-sync-suite/shared/views';

/** What placeholders are filled from. */
export interface PlaceholderContext {
  /** Null when there is no value. 0 and false are values; null and empty text are not. */
  readonly valueOf: (name: string) => string | null;
}

export interface ContextInputs {
  /** Attributes of the task; empty without a task. */
  readonly taskAttributes: unknown;
  readonly queueName: string | null;
  /** Attributes of the worker. */
  readonly workerAttributes: unknown;
  /** Used when the attributes have no `full_name`. */
  readonly workerName: string | null;
  /** The instant that `date` and `time` say. */
  readonly now: Date;
  /** BCP 47; the browser's by default, and where Intl refuses the tag. */
  readonly locale?: string | undefined;
  /** IANA name; the browser's own by default. */
  readonly timeZone?: string | undefined;
}

export function placeholderContext(inputs: ContextInputs): PlaceholderContext {
  const { taskAttributes, queueName, workerAttributes, workerName, now } = inputs;
  const customer = readContact(taskAttributes);
  const formatted = (style: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(supportedLocale(inputs.locale), { ...style, timeZone: inputs.timeZone }).format(now);

  return {
    valueOf(name) {
      switch (name) {
        case 'customer.name':
          return customer.name;
        case 'customer.address':
          return isWithheld(customer.address) ? null : customer.address;
        case 'worker.full_name':
          return valueAt(workerAttributes, 'full_name') ?? asValue(workerName);
        case 'queue.name':
          return asValue(queueName);
        case 'date':
          return formatted({ dateStyle: 'long' });
        case 'time':
          return formatted({ timeStyle: 'short' });
      }
      if (name.startsWith('task.')) return valueAt(taskAttributes, name.slice('task.'.length));
      if (name.startsWith('worker.')) return valueAt(workerAttributes, name.slice('worker.'.length));
      return null;
    },
  };
}

/** The value at a dotted path of own properties: `constructor` and the like are not attributes. */
function valueAt(attributes: unknown, path: string): string | null {
  let value = attributes;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = Reflect.get(value, key);
  }
  return asValue(value);
}

function asValue(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
