import type { Page } from '@playwright/test';

/** Frames of a table while it is scrolled by some rows each frame, from its top. */
export const scrollFrames = (page: Page, scroller: string, frames: number): Promise<readonly number[]> =>
  page.evaluate(
    async ({ selector, count }) => {
      const inside = document.querySelector(selector);
      if (inside === null) return [];
      // What scrolls is the table's frame, or whatever the view put around it.
      let box: Element = inside;
      const canScroll = (): boolean =>
        box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY);
      while (!canScroll() && box.parentElement !== null) box = box.parentElement;
      const took: number[] = [];
      await new Promise<void>((resolve) => {
        let last = performance.now();
        const frame = (): void => {
          const now = performance.now();
          took.push(now - last);
          last = now;
          box.scrollTop += 150;
          if (took.length < count) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
      return took.slice(1);
    },
    { selector: scroller, count: frames },
  );
