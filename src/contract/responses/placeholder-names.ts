/** Names that can have a value by themselves, and what people call it. */
const PLAIN_NAMES: ReadonlyMap<string, string> = new Map([
  ['customer.name', 'customer name'],
  ['customer.address', 'customer address'],
  ['worker.full_name', 'agent name'],
  ['queue.name', 'queue name'],
  ['date', 'date'],
  ['time', 'time'],
]);
/** `task.` and `worker.` are followed by an attribute, dots lead inside. */
const PATH_NAME = /^(?:task|worker)(?:\.[^.]+)+$/;

/** Whether something can fill the name: a value of ours, an attribute, or the agent. */
export const isKnownName = (name: string): boolean =>
  PLAIN_NAMES.has(name) || PATH_NAME.test(name) || /^ask:\s*\S/.test(name);

/** What a person calls the value of a name: words, not a path. */
export const nameInWords = (name: string): string =>
  PLAIN_NAMES.get(name) ?? (PATH_NAME.test(name) ? wordsOf(name.slice(name.lastIndexOf('.') + 1)) : name);

const wordsOf = (key: string): string =>
  key
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();

/**
 * Placeholders of Zendesk, Chatwoot, Freshdesk and Freshchat by what they are filled with; see their help centres
 * ("Placeholders reference", "Canned responses: variables", "Dynamic placeholders").
 */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'customer.name':
      'ticket.requester.name ticket.requester.first_name ticket.requester.firstname ticket.requester.last_name ' +
      'ticket.requester.details contact.name contact.first_name contact.last_name user.name user.first_name ' +
      'requester.name requester.first_name customer_name customer.first_name first_name',
    'customer.address':
      'ticket.requester.email ticket.requester.phone ticket.from_email contact.email contact.phone ' +
      'contact.phone_number user.email user.phone requester.email customer_email customer.email customer.phone',
    'worker.full_name':
      'current_user.name current_user.first_name ticket.assignee.name ticket.assignee.first_name ticket.agent.name ' +
      'agent.name agent.first_name agent_name assignee.name',
    'queue.name': 'ticket.group.name group.name inbox.name team.name',
  }).flatMap(([ours, others]) => others.split(' ').map((other) => [other, ours] as const)),
);

/** Our name for a placeholder of another system, however its words are joined; null when there is none. */
export const ourNameFor = (name: string): string | null =>
  OTHER_NAMES.get(
    name
      .trim()
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
      .toLowerCase()
      .replace(/[\s_-]+/g, '_'),
  ) ?? null;

/** Whether the word in single brackets or braces is meant as a placeholder: most that people write there is not. */
export const isPlaceholderWord = (word: string): boolean => PLAIN_NAMES.has(word.trim()) || ourNameFor(word) !== null;
