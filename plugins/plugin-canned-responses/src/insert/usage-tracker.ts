import type { InsertWay } from '../data/own-use';

/** A text of the plugin's in a draft that is not sent yet. Never leaves the page. */
interface Insertion {
  readonly responseId: string;
  readonly way: InsertWay;
  /** The text around what the agent still has to fill in; all of it in one where there is nothing to fill. */
  readonly pieces: readonly string[];
}

/** Counts a use when the message is sent: only then is it known whether the text was edited, or taken back. */
export interface UsageTracker {
  readonly inserted: (conversationSid: string, insertion: Insertion) => void;
  /** What Flex has sent. */
  readonly sent: (conversationSid: string, body: string) => void;
}

/** Texts that one draft remembers at most: an agent who undoes and inserts again must not fill the memory. */
const MAX_INSERTIONS = 20;
/** Less of the text than this in the message: it was taken back, not edited. */
const LEAST_SHARE = 0.3;

export function createUsageTracker(
  count: (responseId: string, way: InsertWay, wasEdited: boolean) => void,
): UsageTracker {
  const drafts = new Map<string, Insertion[]>();
  return {
    inserted(conversationSid, insertion) {
      const draft = drafts.get(conversationSid) ?? [];
      // The same response again is one use: the first try was undone, or stands twice in one message.
      const others = draft.filter(({ responseId }) => responseId !== insertion.responseId);
      drafts.set(conversationSid, [...others, insertion].slice(-MAX_INSERTIONS));
    },
    sent(conversationSid, body) {
      const draft = drafts.get(conversationSid) ?? [];
      drafts.delete(conversationSid);
      for (const { responseId, way, pieces } of draft) {
        const share = sharedWords(pieces, body);
        if (share >= LEAST_SHARE) count(responseId, way, !isWhole(pieces, body));
      }
    },
  };
}

/** Spaces do not count: Flex trims a message, and an agent may break a line. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Filling in what was left open is no edit: the text around it stands there in its order. */
function isWhole(pieces: readonly string[], body: string): boolean {
  const sent = plain(body);
  let from = 0;
  return pieces.map(plain).every((piece) => {
    const at = sent.indexOf(piece, from);
    from = at + piece.length;
    return at !== -1;
  });
}

/** How much of a text's words, or of its characters where words have no spaces, is in the message: 0 to 1. */
export function sharedWords(pieces: readonly string[], body: string): number {
  if (pieces.some((piece) => plain(piece) !== '') && isWhole(pieces, body)) return 1;
  const words = (plain(pieces.join(' ')).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word) ? Array.from(word) : [word],
  );
  if (words.length === 0) return 0;
  return words.filter((word) => body.includes(word)).length / words.length;
}
