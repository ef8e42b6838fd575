import { el, link } from '../dom';
import type { View } from '../shop';

/** For an address that the shop does not have. */
export const notFound = (): View => ({
  title: 'Page not found',
  content: [el('p', {}, 'There is nothing at this address. ', link('/', 'Go to the front page'), '.')],
});
