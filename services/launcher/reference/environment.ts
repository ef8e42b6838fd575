import { GENERATED } from './type-section';

const SECTION = /^# --- (.+?) -+$/;
const VARIABLE = /^([A-Z][A-Z0-9_]*)=(.*)$/;

/**
 * The page of the environment, from `.env.example`, of which a test says that it has every variable that is read.
 * @param example its text: sections, and before each group of variables what is to know of them
 */
export function environmentPage(example: string): string {
  const lines = [
    '# Environment',
    '',
    GENERATED,
    '',
    'Variables of `.env`, or of the process. A blank value counts as not set. Each part checks its own when it starts, prints',
    'every problem at once, and never repeats a value. `npm start` needs none of them. What Local Twilio takes besides, for tests:',
    '[its own table](../../services/local-twilio/README.md#configuration).',
  ];
  for (const section of sectionsOf(example)) {
    lines.push('', `## ${section.name}`, '', '| Variable | Default | Meaning |', '| --- | --- | --- |');
    for (const { names, value, says } of section.groups) {
      const told = names.map((name) => `\`${name}\``).join(', ');
      lines.push(`| ${told} | ${value === '' ? '' : `\`${value}\``} | ${says} |`);
    }
  }
  return [...lines, ''].join('\n');
}

interface Group {
  readonly names: string[];
  readonly value: string;
  readonly says: string;
}

function sectionsOf(example: string): { readonly name: string; readonly groups: Group[] }[] {
  const sections: { name: string; groups: Group[] }[] = [];
  let comment: string[] = [];
  let last: Group | undefined;
  for (const line of example.split('\n')) {
    const section = SECTION.exec(line)?.[1];
    const [, name, value = ''] = VARIABLE.exec(line) ?? [];
    if (section !== undefined) sections.push({ name: section, groups: [] });
    else if (name !== undefined && comment.length === 0 && last !== undefined) last.names.push(name);
    else if (name !== undefined) {
      last = { names: [name], value, says: comment.join(' ').replaceAll('|', '\\|') };
      sections.at(-1)?.groups.push(last);
    } else if (line.startsWith('#')) comment.push(line.slice(1).trim());
    if (!line.startsWith('#') || section !== undefined) comment = [];
  }
  return sections;
}
