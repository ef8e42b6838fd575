import {
  MAX_CATEGORY_LENGTH,
  MAX_RESPONSE_BYTES,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_LENGTH,
  type Library,
  type LibraryKind,
  type ResponseSortColumn,
  type ResponseStatus,
} from '@flex-sync-suite/shared/contract';
import { asSentence, type MessageWords, type OutageMessages } from '@flex-sync-suite/shared/views';
import type { SmsSegments } from '../../model/sms-segments';
import { channelWord } from '../../parts/strings';
import type { SaveNotice } from '../model/editor-state';
import type { ManagerFormatters } from './manager-formatters';
import type { DraftField, DraftProblem } from '../model/draft';
import type { Failure } from '../model/failure';

/** Every sentence of the manager. Numbers and times arrive formatted, so that a translation only moves words. */

export const STATUS_WORDS: Readonly<Record<ResponseStatus, string>> = {
  draft: 'Draft',
  published: 'Published',
  retired: 'Retired',
};

export const KIND_WORDS: Readonly<Record<LibraryKind, string>> = {
  global: 'Everybody',
  team: 'Team',
  personal: 'Personal',
};

export const FIELD_WORDS: Readonly<Record<DraftField, string>> = {
  title: 'Title',
  shortcut: 'Shortcut',
  category: 'Category',
  tags: 'Tags',
  channels: 'Channels',
  variants: 'Text',
};

/** A name at the beginning of a sentence. */
const asBeginning = (name: string): string => name.charAt(0).toLocaleUpperCase() + name.slice(1);

/** What each field takes. */
export function problemSentence(problem: DraftProblem, format: ManagerFormatters): string {
  switch (problem.field) {
    case 'title':
      return `Give it a title of 1 to ${MAX_TITLE_LENGTH} characters.`;
    case 'shortcut':
      return 'A shortcut has at most 32 letters, digits, "-" and "_", and begins with a letter or a digit.';
    case 'category':
      return `A category has at most ${MAX_CATEGORY_LENGTH} characters.`;
    case 'tags':
      return `At most ${MAX_TAGS} tags, of at most ${MAX_TAG_LENGTH} characters each.`;
    case 'channels':
      return 'A channel is a name such as web, sms or whatsapp.';
    case 'variants': {
      const { language, channel } = problem.variant;
      const place = channel === null ? '' : ` for ${channelWord(channel)}`;
      return `The ${format.languageName(language)} text${place} is empty: write it, or remove it.`;
    }
    case 'size':
      return `The response takes ${format.count(problem.bytes)} of ${format.count(MAX_RESPONSE_BYTES)} bytes: make it shorter.`;
  }
}

export const SAVE_NOTICES: Readonly<Record<Exclude<SaveNotice['kind'], 'updated'>, string>> = {
  saved: 'Saved.',
  published: 'Published. Agents get it within a second.',
  retired: 'Retired. Agents no longer see it.',
  restored: 'Restored as a new version.',
};

/** Who sees a response with this status, in words. */
export function whoSees(
  response: { readonly status: ResponseStatus; readonly channels: readonly string[] },
  library: Pick<Library, 'kind' | 'name' | 'readerCount'> | undefined,
  format: ManagerFormatters,
): string {
  const name = library?.name ?? '';
  if (response.status === 'retired') return 'Nobody is offered it. Its editors find it here with its history.';
  const isPersonal = library?.kind === 'personal';
  if (response.status === 'draft') {
    return isPersonal ? 'Only you, here. Publish it to use it.' : `Only those who may edit “${name}”, here.`;
  }
  const where =
    response.channels.length === 0
      ? 'on every written channel'
      : `on ${format.list(response.channels.map((channel) => channelWord(channel)))}`;
  if (isPersonal) return `Only its owner, ${where}.`;
  const readers = library?.readerCount ?? 0;
  const agents = readers === 1 ? '1 agent' : `${format.count(readers)} agents`;
  return library?.kind === 'global' ? `Every agent (${agents}), ${where}.` : `The ${agents} of “${name}”, ${where}.`;
}

export function segmentsSentence(segments: SmsSegments, format: ManagerFormatters): string {
  const messages = segments.segments === 1 ? '1 SMS message' : `${format.count(segments.segments)} SMS messages`;
  const left = `${format.count(segments.unitsLeft)} characters left`;
  if (segments.segments === 0) return 'No SMS message yet';
  if (segments.encoding === 'GSM-7') return `${messages}, ${left}`;
  const beyondGsm7 = segments.beyondGsm7.slice(0, 5).join(' ');
  return `${messages}, ${left}. Characters outside of GSM-7 make it longer: ${beyondGsm7}`;
}

/** What stands in place of the view, or of its table. */
export const MANAGER_MESSAGES = {
  loading: { title: 'Loading libraries', text: 'Your libraries are being read.' },
  forbidden: {
    title: 'You may not edit responses',
    text: 'Your Flex role does not allow it. Ask your administrator to make you a lead of a library.',
  },
  empty: {
    title: 'No library of yours yet',
    text: 'You may edit no team’s library. Begin a library of your own: nobody else sees it, and your replies are there in every conversation.',
  },
  noResponses: { title: 'No responses yet', text: 'Write the first one, or import a file.' },
  noMatch: { title: 'No response matches', text: 'Change the search or the filters.' },
} as const satisfies Readonly<Record<string, MessageWords>>;

export const unconfiguredMessage = (reason: string): MessageWords => ({
  title: 'Canned responses are not set up',
  text: asSentence(reason),
});
export const failureMessage = (title: string, { message }: Failure): MessageWords => ({
  title,
  text: `${asSentence(message)} Nothing is lost.`,
});

/** Above libraries that are still shown. */
export const MANAGER_OUTAGE: OutageMessages = {
  isOld: (since) =>
    `What you see may be old${since === null ? '' : ` since ${since}`}, and saving may not work; what you write stays here.`,
};
export const unreadMessage = ({ message }: Failure): MessageWords => ({
  title: 'The list may be old',
  text: `It could not be read again: ${asSentence(message)}`,
});

export const managerStrings = {
  title: 'Canned responses',
  personalName: 'My replies',
  allLibraries: 'All libraries',
  librariesLabel: 'Libraries',
  retry: 'Try again',
  refresh: 'Refresh',
  cancel: 'Cancel',
  close: 'Close',
  failedLibraries: 'The libraries cannot be read',
  publishedCount: (count: string) => `${count} published`,
  of: (kind: string, owner: string) => `${kind}, ${owner}`,
  library: {
    newPersonal: 'Begin “My replies”',
    create: 'New library',
    edit: 'Members and leads',
    createTitle: 'New library',
    editTitle: (name: string) => `Library “${name}”`,
    name: 'Name',
    kind: 'For whom',
    kindGlobal: 'Every agent',
    kindTeam: 'The members of a team',
    members: 'Members',
    leads: 'Leads: they may edit',
    searchWorkers: 'Search people',
    addGroup: 'Add several members at once',
    add: 'Add',
    everybody: 'All workers',
    teams: 'By team',
    skills: 'By skill',
    group: (name: string, count: string) => `${name} (${count})`,
    groupNote: 'Adds those who belong to it now. Who joins it later is not added by itself.',
    groupAdded: (added: string, known: string) =>
      `Added: ${added}. Members already: ${known}. Save the library to keep it.`,
    addMember: 'Member',
    addLead: 'Lead',
    globalNote: 'Every agent reads it; choose who may edit it.',
    leadNote: 'A lead of a team is a member too.',
    people: (members: string | null, leads: string) =>
      members === null ? `Leads: ${leads}` : `Members: ${members}, leads: ${leads}`,
    nobody: 'Nobody matches.',
    save: 'Save',
    make: 'Create',
    remove: 'Delete library',
    confirmRemove: 'Delete it with its drafts and history?',
    conflict: 'Somebody else changed this library meanwhile. It is shown as it is now; make your change again.',
  },
  list: {
    label: 'Responses',
    search: 'Search',
    searchPlaceholder: 'Title, shortcut, tag or text',
    status: 'Status',
    anyStatus: 'Any status',
    owner: 'Owner',
    anyOwner: 'Anybody',
    unused: 'Unused for 30 days',
    create: 'New response',
    import: 'Import',
    exportCsv: 'Export CSV',
    exportJson: 'Export JSON',
    chooseLibrary: 'To import or export, choose one library.',
    count: (shown: string, total: string) =>
      shown === total ? `${total} responses` : `${shown} of ${total} responses`,
    loading: 'Loading…',
    exportFailed: (reason: string) => `The export failed: ${asSentence(reason)}`,
    never: 'not used',
  },
  columns: {
    title: 'Title',
    shortcut: 'Shortcut',
    status: 'Status',
    languages: 'Languages',
    owner: 'Owner',
    uses: 'Uses 30 d',
    edited: 'Edited',
    updated: 'Updated',
  },
  /** Of the columns whose title does not say it all. */
  definitions: {
    languages: 'Languages of the texts; sorted by how many there are.',
    owner: 'Who made the response.',
    uses: 'Uses by all agents in the last 30 days.',
    edited: 'Share of uses whose text the agent changed before sending: a high share asks for a better text.',
    updated: 'Last change of the response.',
  } as Partial<Record<ResponseSortColumn, string>>,
  editor: {
    newTitle: 'New response',
    back: 'Back to the list',
    library: 'Library',
    shortcutHint: 'Agents type it after a slash.',
    tagsHint: 'Separated by commas.',
    channelsHint: 'None ticked: offered on every channel.',
    language: 'Language',
    languages: 'Languages of the text',
    addLanguage: 'Add language',
    languageTag: 'Language tag, such as de or pt-BR',
    badLanguage: 'That is no language tag. Examples: en, de, pt-BR.',
    removeLanguage: (name: string) => `Remove ${name}`,
    textFor: 'Text for',
    allChannels: 'All channels',
    addChannelText: 'Add a text for…',
    removeText: 'Remove this text',
    body: 'Text',
    placeholder: 'Insert placeholder',
    askLabel: 'Question to the agent',
    preview: 'Preview',
    previewNote: (customer: string) => `As ${customer}, a customer who does not exist, would get it.`,
    segments: 'SMS',
    who: 'Who sees this',
    bytes: (used: string, most: string) => `${used} of ${most} bytes`,
    save: 'Save draft',
    saveLive: 'Save changes',
    saveRetired: 'Save',
    publish: 'Publish',
    republish: 'Publish again',
    retire: 'Retire',
    undo: 'Undo',
    versions: 'Versions',
    unsaved: 'Unsaved changes',
    live: 'Agents get a saved change within a second.',
    updatedBy: (who: string) => `${asBeginning(who)} has just changed this response. It is shown as it is now.`,
    failed: (reason: string) => `Not saved: ${asSentence(reason)} What you wrote is still here.`,
    duplicates: 'Similar responses',
    duplicateScore: (percent: string) => `${percent} alike`,
    usage: (uses: string, edited: string) => `Used ${uses} times in 30 days; ${edited} edited before sending.`,
    madeBy: (who: string, at: string) => `Made by ${who} on ${at}.`,
    changedBy: (who: string, at: string) => `Last change by ${who}, ${at}.`,
  },
  warnings: {
    unclosed: (source: string) => `“${source}” begins no placeholder: close it with }}. Agents send it as it is.`,
    empty: 'Empty braces are sent as they are.',
    unknown: (source: string) => `Nothing fills ${source}: agents have to fill it in each time.`,
  },
  placeholders: {
    'customer.name': 'Name of the customer',
    'customer.address': 'Address of the customer',
    'worker.full_name': 'Name of the agent',
    'queue.name': 'Name of the queue',
    date: 'Today’s date',
    time: 'Time of day',
    'task.orderNumber': 'Attribute of the task',
    'ask:': 'Ask the agent',
  },
  conflict: {
    title: 'Changed by somebody else meanwhile',
    text: (who: string, at: string) =>
      `${asBeginning(who)} saved this response on ${at}, while it was open here. Nothing of yours is lost: choose what stays, then save.`,
    mine: 'Yours',
    theirs: 'Theirs',
    removed: 'removed',
    empty: 'empty',
    apply: 'Use this choice',
    keepMine: 'Keep all of mine',
    takeTheirs: 'Take all of theirs',
    both: 'both changed it',
    status: (mine: string, theirs: string) => `Its status is now ${theirs}; you saw ${mine}.`,
  },
  versions: {
    title: 'Versions',
    loading: 'Loading versions…',
    failed: (reason: string) => `The versions cannot be read: ${asSentence(reason)}`,
    version: (revision: string) => `Version ${revision}`,
    current: 'current',
    by: (who: string, at: string) => `${who}, ${at}`,
    restore: 'Restore this version',
    compared: 'What has changed since, up to the current version:',
    same: 'The same text as the current version.',
    added: 'added since',
    removed: 'removed since',
    list: 'Choose a version',
  },
  leave: {
    title: 'Unsaved changes',
    text: 'Your changes of this response are not saved.',
    stay: 'Go on writing',
    discard: 'Discard changes',
    save: 'Save and go on',
  },
  import: {
    title: (library: string) => `Import into “${library}”`,
    text: 'A CSV or JSON file, as an export gives it, or a CSV file of Chatwoot, Zendesk or Freshdesk. First you see what would happen; nothing changes before you confirm.',
    file: 'File',
    choose: 'Choose a file',
    checking: 'Checking the file…',
    importing: 'Importing…',
    report: (created: string, updated: string, unchanged: string) =>
      `${created} new, ${updated} changed, ${unchanged} as they are.`,
    done: 'Imported:',
    would: 'The import would make:',
    problems: (count: string) => `Nothing is imported while the file has problems: ${count}.`,
    line: 'Line',
    field: 'Field',
    problem: 'Problem',
    problemList: 'Problems of the file',
    response: 'Response',
    effect: 'What happens',
    changes: 'Responses that are new or change',
    isNew: 'New',
    updates: (title: string, by: string) => `Updates “${title}”, which has ${by}`,
    by: { id: 'its id', shortcut: 'its shortcut', title: 'its title' },
    firstOf: (shown: string, total: string) => `The first ${shown} of ${total} are listed.`,
    notes: 'The file was written by another program:',
    placeholders: (count: string) => `Placeholders that nothing fills, each of which holds the message: ${count}.`,
    useOurs: 'Write placeholders of other systems as ours where there is the like',
    placeholderList: 'Placeholders that nothing fills',
    column: 'Column',
    placeholder: 'Placeholder',
    ours: 'Ours',
    noneOfOurs: 'none',
    confirm: 'Import',
    failed: (reason: string) => `The file was not imported: ${asSentence(reason)}`,
    badType: 'Choose a .csv, .tsv or .json file.',
    badJson: 'The file is not valid JSON.',
    nothing: 'There is nothing to import.',
  },
  you: 'you',
  somebody: 'a colleague',
} as const;
