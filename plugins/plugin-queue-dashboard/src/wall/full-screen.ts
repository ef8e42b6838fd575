/** Of the page: what gives it the whole screen. */
export type FullScreenPage = Pick<
  Document,
  'fullscreenElement' | 'exitFullscreen' | 'addEventListener' | 'removeEventListener'
> & {
  readonly documentElement: Pick<HTMLElement, 'requestFullscreen'>;
};

/** Whether the page may ask for the whole screen: a frame may not, nor a browser on a phone. */
export const mayFillScreen = (page: Pick<Document, 'fullscreenEnabled'> = document): boolean =>
  // Absent in jsdom and on iPhones, whatever the types say.
  (page.fullscreenEnabled as boolean | undefined) === true;

/** Asks for the whole screen: only a click or a key may. Where it is refused the wall fills the window. */
export function fillScreen(page: FullScreenPage = document): void {
  if (!('requestFullscreen' in page.documentElement)) return;
  page.documentElement.requestFullscreen().catch(() => undefined);
}

/** Gives the screen back, if the page has it. */
export function giveScreenBack(page: FullScreenPage = document): void {
  // Absent in jsdom, whatever the types say.
  if ((page.fullscreenElement ?? null) !== null) page.exitFullscreen().catch(() => undefined);
}

/** @returns stops watching */
export function watchScreen(tell: (isFull: boolean) => void, page: FullScreenPage = document): () => void {
  const onChange = (): void => {
    tell(page.fullscreenElement !== null);
  };
  page.addEventListener('fullscreenchange', onChange);
  return () => {
    page.removeEventListener('fullscreenchange', onChange);
  };
}
