/** `document.caretPositionFromPoint` (CSSOM View): Firefox, and Chromium from 128 on. */
interface CaretPositionSource {
  readonly caretPositionFromPoint?: (
    x: number,
    y: number,
  ) => { readonly offsetNode: Node; readonly offset: number } | null;
}

/** The offset in the textarea's text under the pointer; null where the browser does not tell, or it is elsewhere. */
export function dropOffset(textarea: HTMLTextAreaElement, x: number, y: number): number | null {
  const page = textarea.ownerDocument as unknown as CaretPositionSource;
  const position = page.caretPositionFromPoint?.(x, y) ?? null;
  return position?.offsetNode === textarea ? position.offset : null;
}
