import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from './browser-test';

/**
 * What axe finds on a page, or in the part of it that a test id names: rule and elements.
 * It looks once nothing fades any more: until then a text has too little contrast.
 */
export async function violationsIn(page: Page, testId?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page });
  if (testId !== undefined) {
    const part = page.getByTestId(testId).first();
    await expect(part).toBeVisible();
    await expect.poll(() => isFading(part), 'Something still fades').toBe(false);
    axe.include(`[data-testid="${testId}"]`);
  }
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
}

/** Also what Paste moves with styles of its own, frame by frame, which no browser calls an animation. */
function isFading(part: Locator): Promise<boolean> {
  return part.evaluate((element) => {
    const transparency = (each: Element | null): boolean =>
      each !== null && (getComputedStyle(each).opacity !== '1' || transparency(each.parentElement));
    return element.getAnimations({ subtree: true }).length > 0 || transparency(element);
  });
}
