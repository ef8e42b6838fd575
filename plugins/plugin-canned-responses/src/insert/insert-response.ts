import type { CannedResponse, CannedResponseItem, ResponseVariant } from '@flex-sync-suite/shared/contract';
import type { InsertPlace } from './composer-port';
import { shortcutTokenAt } from '../model/shortcut-token';
import type { InsertWay } from '../data/own-use';
import { chooseVariant, type VariantPreference } from '../model/choose-variant';
import { placeholdersOf } from '@flex-sync-suite/shared/contract';
import { resolveTemplate, type ResolvedTemplate } from '../model/resolve-template';
import { announce, type AgentServices, type ResponseAccess } from './agent-services';
import { loadResponse } from '../data/load-response';
import { sendDraft } from './send-draft';
import { contextOf, preferenceOf } from './task-facts';
import { insertStrings, insertionSentence } from './insert-strings';

/** `token`: in place of the `/shortcut` that was typed from `start` on. */
export type PlaceOfInsertion = InsertPlace | { readonly kind: 'token'; readonly start: number; readonly text: string };

export interface Insertion {
  readonly item: CannedResponseItem;
  readonly conversationSid: string;
  readonly way: InsertWay;
  readonly place: PlaceOfInsertion;
  /** Default: what the task asks for. */
  readonly preference?: VariantPreference;
  /** A text that is on the screen already, filled as it is shown; default: the newest, filled from the task. */
  readonly prepared?: PreparedText;
  /** `send`: the draft with the text in it goes to the customer at once. Default: the agent goes on writing. */
  readonly then?: 'send';
}

export interface PreparedText {
  readonly response: CannedResponse;
  readonly resolved: ResolvedTemplate;
}

/** The response's best text for the task, filled. */
export function filledFor(
  services: AgentServices,
  variant: ResponseVariant,
  answers?: ReadonlyMap<string, string>,
): ResolvedTemplate {
  return resolveTemplate(
    variant.body,
    contextOf(services, services.task.getSnapshot(), variant.language, new Date()),
    answers,
  );
}

/**
 * Puts a response into a conversation: the one way for click, key, drag and `/shortcut`. What became of it is announced;
 * afterwards the focus is in the composer, on the first placeholder that is still to be filled if there is one. The guard
 * holds a message with such a placeholder in it, also one that should be sent at once.
 *
 * @returns whether the text is in the draft
 */
export async function insertResponse(
  services: AgentServices,
  access: ResponseAccess,
  insertion: Insertion,
): Promise<boolean> {
  const { item, conversationSid, way, place, then } = insertion;
  const prepared = insertion.prepared ?? (await prepare(services, access, insertion));
  if (prepared === null) return false;
  const { response, resolved } = prepared;
  const outcome = await services.composer.insert({
    conversationSid,
    text: resolved.text,
    place: placeNow(services, conversationSid, place),
  });
  if (outcome.kind === 'inserted') {
    access.tracker.inserted(conversationSid, { responseId: item.id, way, pieces: piecesOf(resolved) });
    if (resolved.unresolved.length > 0) selectPlaceholder(services, conversationSid, outcome.range.start);
  }
  const toFill = outcome.kind === 'inserted' ? insertStrings.toFill(resolved.unresolved) : '';
  announce(services, insertionSentence(response.title, outcome) + toFill, outcome.kind === 'refused');
  if (outcome.kind === 'inserted' && then === 'send') {
    if (!(await sendDraft(services, conversationSid))) announce(services, insertStrings.sendDisabled, true);
    // Of what is not filled the guard has its own word.
    else if (toFill === '') announce(services, insertStrings.sendPressed(response.title));
  }
  return outcome.kind === 'inserted';
}

async function prepare(
  services: AgentServices,
  { store }: ResponseAccess,
  { item, preference = preferenceOf(services.task.getSnapshot()) }: Insertion,
): Promise<PreparedText | null> {
  const loaded = await loadResponse(store, item);
  if (loaded.kind === 'unavailable') {
    announce(services, insertStrings.unavailable[loaded.reason](item.title), true);
    return null;
  }
  const { variant } = chooseVariant(loaded.response.variants, preference);
  return { response: loaded.response, resolved: filledFor(services, variant) };
}

/** The text between the placeholders that the agent has to fill in. */
function piecesOf({ parts }: ResolvedTemplate): readonly string[] {
  const pieces = [''];
  for (const { kind, text } of parts) {
    if (kind === 'unresolved') pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${text}`);
  }
  return pieces;
}

/** The agent may have gone on typing while the text was loaded: the token is looked for again. */
function placeNow(services: AgentServices, conversationSid: string, place: PlaceOfInsertion): InsertPlace {
  if (place.kind !== 'token') return place;
  const draft = services.composer.read(conversationSid);
  if (draft === null) return { kind: 'caret' };
  const end = place.start + place.text.length;
  if (draft.text.slice(place.start, end) === place.text) return { kind: 'range', start: place.start, end };
  const token = shortcutTokenAt(draft.text, draft.selection.end);
  return token === null ? { kind: 'caret' } : { kind: 'range', start: token.start, end: token.end };
}

/** Selects the first placeholder of a draft from an offset on, so that typing replaces it. */
export function selectPlaceholder(
  services: Pick<AgentServices, 'composer'>,
  conversationSid: string,
  from = 0,
): boolean {
  const textarea = services.composer.element(conversationSid);
  if (textarea === null) return false;
  const first = placeholdersOf(textarea.value.slice(from))[0];
  const start = first === undefined ? -1 : textarea.value.indexOf(first.source, from);
  textarea.focus();
  if (first === undefined || start === -1) return false;
  textarea.setSelectionRange(start, start + first.source.length);
  return true;
}
