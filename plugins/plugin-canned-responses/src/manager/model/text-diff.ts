/** A stretch of text that both versions have, or only the newer (`added`) or the older one (`removed`). */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words, runs of spaces and single other characters: what people see as changed. */
const TOKENS = /\p{L}[\p{L}\p{M}\p{N}'’]*|\p{N}+|\s+|[^]/gu;
/** Cells of the table at most, about 10 ms; a longer text is compared by lines. */
const MAX_CELLS = 1_000_000;

/**
 * The shortest way from `before` to `after` in words (longest common subsequence). Without the added parts it gives
 * `before`, without the removed ones `after`.
 */
export function diffText(before: string, after: string): readonly DiffPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [a, b] = tokens(before, after);
  const { head, tail } = commonEnds(a, b);
  const middle = diffTokens(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([...a.slice(0, head).map(same), ...middle, ...(tail === 0 ? [] : a.slice(a.length - tail)).map(same)]);
}

const same = (text: string): DiffPart => ({ kind: 'same', text });

function tokens(before: string, after: string): readonly [readonly string[], readonly string[]] {
  const words = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []] as const;
  const { head, tail } = commonEnds(...words);
  const [rows, columns] = [words[0].length - head - tail, words[1].length - head - tail];
  return rows * columns <= MAX_CELLS ? words : [lines(before), lines(after)];
}

const lines = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Texts mostly differ in one place: what is the same around it needs no table. */
function commonEnds(a: readonly string[], b: readonly string[]): { readonly head: number; readonly tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return { head, tail };
}

function diffTokens(a: readonly string[], b: readonly string[]): DiffPart[] {
  if (a.length * b.length > MAX_CELLS) return [removed(a.join('')), added(b.join(''))];
  const width = b.length + 1;
  // Length of the longest common subsequence of the rests of both, from each pair of positions on.
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, young] = [a[i], b[j]];
    if (old !== undefined && old === young) {
      parts.push(same(old));
      i += 1;
      j += 1;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      parts.push(removed(old));
      i += 1;
    } else {
      parts.push(added(young ?? ''));
      j += 1;
    }
  }
  return parts;
}

const removed = (text: string): DiffPart => ({ kind: 'removed', text });
const added = (text: string): DiffPart => ({ kind: 'added', text });

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) result[result.length - 1] = { kind: part.kind, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
