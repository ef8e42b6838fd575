import fc from 'fast-check';
import { createHeap } from './heap';

test('entries come out in order, whatever is put in and taken out in between', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { nil: null })), (steps) => {
      const heap = createHeap<number>((a, b) => a < b);
      let held: number[] = [];
      for (const step of steps) {
        // Null takes the first one out.
        if (step === null) expect(heap.pop()).toBe(held.shift());
        else {
          heap.push(step);
          held = [...held, step].sort((a, b) => a - b);
        }
        expect(heap.peek()).toBe(held[0]);
      }
      heap.clear();
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
