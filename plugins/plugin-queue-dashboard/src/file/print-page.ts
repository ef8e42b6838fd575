import type { PrintedBoard } from './printed-board';

const FRAME_ID = 'flex-sync-suite-print';
const STYLE = `
  @page { size: landscape; margin: 12mm; }
  body { font: 9pt/1.35 sans-serif; color: #000; background: #fff; margin: 0; }
  h1 { font-size: 14pt; margin: 0; }
  table { border-collapse: collapse; width: 100%; margin: 4mm 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { border-bottom: 0.5pt solid #888; padding: 1mm 2mm; text-align: end; font-variant-numeric: tabular-nums; }
  th:first-child, th:nth-child(2), td:nth-child(2) { text-align: start; }
  tbody th { font-weight: 600; }
  dt { font-weight: 600; margin-top: 1.5mm; }
  dd { margin: 0; }
`;

/**
 * Prints a page of its own, without Flex and without the windowed rows of the screen.
 *
 * @param print what opens the browser's dialog
 */
export function printPage(page: PrintedBoard, print = openDialog): void {
  // A browser that never told the end of the last one left it.
  document.getElementById(FRAME_ID)?.remove();
  const frame = document.createElement('iframe');
  frame.id = FRAME_ID;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Firefox prints nothing of a frame that is not displayed.
  frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0;';
  document.body.append(frame);
  const { contentDocument, contentWindow } = frame;
  if (contentDocument === null || contentWindow === null) return;
  const { lang, dir } = document.documentElement;
  Object.assign(contentDocument.documentElement, { lang, dir });
  contentDocument.title = page.title;
  contentDocument.head.append(textElement(contentDocument, 'style', STYLE));
  contentDocument.body.append(...contentOf(page, contentDocument));
  contentWindow.addEventListener('afterprint', () => {
    frame.remove();
  });
  print(contentWindow);
}

const openDialog = (view: Window): void => {
  view.focus();
  view.print();
};

/** Built of elements and texts: the name of a queue is never read as anything else. */
function contentOf(page: PrintedBoard, on: Document): readonly Element[] {
  const table = on.createElement('table');
  const head = table.createTHead().insertRow();
  for (const title of page.heads) head.append(textElement(on, 'th', title, { scope: 'col' }));
  const body = table.createTBody();
  for (const [name = '', ...cells] of page.rows) {
    const row = body.insertRow();
    row.append(textElement(on, 'th', name, { scope: 'row', dir: 'auto' }));
    row.append(...cells.map((cell) => textElement(on, 'td', cell)));
  }
  const definitions = on.createElement('dl');
  for (const { term, lines } of page.definitions) {
    definitions.append(textElement(on, 'dt', term), ...lines.map((line) => textElement(on, 'dd', line)));
  }
  return [
    textElement(on, 'h1', page.title),
    ...page.notes.map((note) => textElement(on, 'div', note)),
    table,
    definitions,
  ];
}

function textElement(
  on: Document,
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  const element = on.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
