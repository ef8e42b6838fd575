/** A collection whose first entry, by the order given, is always at hand (a binary heap). */
export interface Heap<Entry> {
  push(entry: Entry): void;
  /** The first one; undefined when there is none. */
  peek(): Entry | undefined;
  /** Takes the first one out. */
  pop(): Entry | undefined;
  clear(): void;
}

export function createHeap<Entry>(isBefore: (a: Entry, b: Entry) => boolean): Heap<Entry> {
  const entries: Entry[] = [];

  const swapIfBefore = (child: number, parent: number): boolean => {
    const [c, p] = [entries[child], entries[parent]];
    if (c === undefined || p === undefined || !isBefore(c, p)) return false;
    entries[parent] = c;
    entries[child] = p;
    return true;
  };
  const siftUp = (start: number): void => {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!swapIfBefore(index, parent)) return;
      index = parent;
    }
  };
  const siftDown = (): void => {
    for (let index = 0; ;) {
      const left = index * 2 + 1;
      const [a, b] = [entries[left], entries[left + 1]];
      const child = a !== undefined && b !== undefined && isBefore(b, a) ? left + 1 : left;
      if (!swapIfBefore(child, index)) return;
      index = child;
    }
  };

  return {
    push(entry) {
      entries.push(entry);
      siftUp(entries.length - 1);
    },
    peek: () => entries[0],
    pop() {
      const [first] = entries;
      const last = entries.pop();
      if (last !== undefined && entries.length > 0) {
        entries[0] = last;
        siftDown();
      }
      return first;
    },
    clear() {
      entries.length = 0;
    },
  };
}
