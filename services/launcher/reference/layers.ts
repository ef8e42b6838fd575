import path from 'node:path';
import { exportsOf, type Exported } from './exports';
import { firstSentence } from './source-index';
import { GENERATED } from './type-section';

/** A layer of `src/` that plugins import, and what its page begins with. */
interface Layer {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  /** What of it is told; all, if not given. */
  readonly file?: string;
}

const LAYERS: readonly Layer[] = [
  { name: 'hooks', title: 'Hooks', says: 'How a component reads and writes Sync, and reads the time.' },
  {
    name: 'flex',
    title: 'The port to Flex',
    says: "The page's store, the backend, roles, places in Flex, a wall around crashes.",
  },
  {
    name: 'views',
    title: 'Parts of views',
    says: 'Tables, messages, formatters, and what a view remembers: drawn with Paste, without Sync and Flex.',
  },
  {
    name: 'sync',
    title: 'The store',
    says: 'What the hooks stand on: to create one of your own, for another backend than that of the suite.',
  },
  { name: 'observable', title: 'Observable values', says: 'The one shape of what changes by itself.' },
  { name: 'testing', title: 'Fakes for tests', says: 'What stands at the ports in the unit tests of a plugin.' },
  {
    name: 'contract',
    title: 'Definitions',
    says: 'How a Sync object is defined, once, with its schema. The suite’s own: [Sync objects](sync-objects.md).',
    file: 'define-sync.ts',
  },
];

/** A page for each layer, by the page's name. */
export function layerPages(source: string): ReadonlyMap<string, string> {
  return new Map(LAYERS.map((layer) => [`layer-${layer.name}.md`, layerPage(layer, source)]));
}

/** Exports of any layer without a comment. */
export const undocumentedIn = (source: string): readonly string[] =>
  LAYERS.flatMap((layer) =>
    exportedBy(layer, source)
      .filter(({ doc, signature }) => doc === undefined && !/^(interface|type) \w+(Props|Options)\b/.test(signature))
      .map(({ name }) => `${layer.name}: ${name}`),
  );

const exportedBy = ({ name, file }: Layer, source: string): readonly Exported[] =>
  file === undefined
    ? exportsOf(path.join(source, name, 'index.ts'))
    : exportsOf(path.join(source, name, 'index.ts'), file);

function layerPage(layer: Layer, source: string): string {
  const exported = [...exportedBy(layer, source)].sort((a, b) => order(a) - order(b));
  const rows = exported
    .filter(isUsed)
    .map(
      ({ name, doc }) =>
        `| [\`${name}\`](#${name.toLowerCase()}) | ${firstSentence(doc?.text ?? '').replaceAll('|', '\\|')} |`,
    );
  return [
    `# ${layer.title}: \`@flex-sync-suite/shared/${layer.name}\``,
    '',
    GENERATED,
    '',
    `${layer.says} How they work together: [guide](../../src/README.md).`,
    '',
    '| Name | Does |',
    '| --- | --- |',
    ...rows,
    ...exported.flatMap((each) => ['', ...section(each)]),
    '',
  ].join('\n');
}

/** What is called, and then the types that go with it. */
const isUsed = ({ signature }: Exported): boolean => !/^(interface|type) /.test(signature);
const order = (exported: Exported): number => (isUsed(exported) ? 0 : 1);

function section({ name, doc, signature }: Exported): string[] {
  const { text = '', tags = [], examples = [] } = doc ?? {};
  return [
    `## ${name}`,
    '',
    ...(text === '' ? [] : [text, '']),
    ...(tags.length === 0 ? [] : [...tags.map((tag) => `- ${tag}`), '']),
    '```ts',
    signature,
    '```',
    ...examples.flatMap((example) => ['', 'For example:', '', '```tsx', example, '```']),
  ];
}
