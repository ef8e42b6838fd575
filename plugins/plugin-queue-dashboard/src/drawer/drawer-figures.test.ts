import { indexItem, NOON, queueFiguresOf, queueSid } from '../testing/queue-fixtures';
import { createFormatters } from '../model/formatters';
import { reckon } from '../model/figures/reckoning';
import { createZoneFormatters } from '../model/zone-formatters';
import { reckoningWords } from '../strings/explanation-strings';
import { DRAWER_FIGURES, drawerFigureSource } from './drawer-figures';
import { figuresFile } from './figures-file';

const item = indexItem({ channels: ['chat', 'voice'] });
const format = createFormatters('en-US');
const zone = createZoneFormatters('en-US', 'UTC');

function explained(id: string, channel: string | null = null): string {
  const figure = DRAWER_FIGURES.find((each) => each.id === id);
  const source = drawerFigureSource(item, queueFiguresOf(queueSid(1)), channel);
  const reckoning = figure?.formula == null ? null : reckon(figure.formula, source);
  return reckoning === null ? 'nothing' : reckoningWords(reckoning, format, zone);
}

it.each([
  ['abandoned.last30Minutes', '2 abandoned − 1 short = 1'],
  ['abandonTime.last30Minutes', '0:40 of waiting before giving up ÷ 2 abandoned = 0:20'],
  ['serviceLevel.last60Minutes', '6 answered in time ÷ (8 answered + 2 abandoned − 1 short) = 66.7%'],
  ['p90.last30Minutes', '0:30, of 8 answered'],
  ['p90.last15Minutes', 'no traffic, so no figure would be true'],
  ['aht.today', '(12:00 of talk + 2:00 of wrap-up) ÷ 4 handled = 3:30'],
  ['ring.today', '0:40 of ringing ÷ 8 accepted = 0:05'],
  ['missed.today', '2 missed'],
])('explains %s as "%s"', (id, words) => {
  expect(explained(id)).toBe(words);
  expect(explained(id, 'voice')).toBe(words);
});

it.each([
  ['occupancy.today', '1:30:00 of agents’ time busy ÷ 4:00:00 of agents’ time busy or available = 37.5%'],
  ['occupancy.last15Minutes', /^0:00 of .*: no agent was busy or available, so no figure would be true$/],
  ['occupancy.last60Minutes', 'not told by this backend'],
])('explains %s of the queue as "%s", and of a channel not at all', (id, words) => {
  expect(explained(id)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
  expect(explained(id, 'voice')).toBe('counted for the queue as a whole only');
});

it('of a channel in which nothing happened says so', () => {
  expect(explained('handled.today', 'chat')).toBe('0 handled');
  expect(explained('aht.today', 'chat')).toMatch(/no traffic/);
  expect(drawerFigureSource(item, queueFiguresOf(queueSid(1)), 'chat')).toMatchObject({
    at: NOON,
    policy: { thresholds: [{ channel: 'chat', seconds: 60 }] },
  });
});

it('has each figure of each window once, with its definition', () => {
  expect(new Set(DRAWER_FIGURES.map(({ id }) => id)).size).toBe(DRAWER_FIGURES.length);
  expect(new Set(DRAWER_FIGURES.map(({ definition }) => definition)).size).toBe(DRAWER_FIGURES.length);
});

it('stands in a file by window and channel, with raw numbers, each count that a figure is made of, and what each is', () => {
  const { name, text } = figuresFile({ sid: queueSid(1), item, answer: queueFiguresOf(queueSid(1)) });
  expect(name).toBe('queue-figures.2026-03-10T12-00-00Z.csv');
  const lines = text
    .replace('\uFEFF', '')
    .split('\r\n')
    .map((line) => line.slice(1, -1).split('","'));
  const [heads = []] = lines;
  expect(new Set(heads).size).toBe(heads.length);
  const cell = (line: number, head: string): string => lines[line]?.[heads.indexOf(head)] ?? '(none)';
  expect(
    lines.slice(1, 8).map((_line, index) => `${cell(index + 1, 'Window')}, ${cell(index + 1, 'Channel')}`),
  ).toEqual([
    ...['Last 15 minutes, all', 'Last 30 minutes, all', 'Last 30 minutes, chat', 'Last 30 minutes, voice'],
    ...['Last 60 minutes, all', 'Last 60 minutes, voice', 'Today, all'],
  ]);
  const figures = ['Abandoned (tasks)', 'Service level (share)', '90 % answered within (seconds)', 'AHT (seconds)'];
  expect(figures.map((head) => cell(4, head))).toEqual(['1', '0.666667', '30', '210']);
  expect(figures.map((head) => cell(1, head))).toEqual(['0', '', '', '']);
  const counts = [
    'Abandoned, short ones too (tasks)',
    'Sum of talk (seconds)',
    'Sum of ringing (seconds)',
    'Missed (tasks)',
  ];
  expect(counts.map((head) => cell(4, head))).toEqual(['2', '720', '40', '2']);
  const occupancy = ['Occupancy (share)', 'Agents’ time busy (seconds)', 'Agents’ time busy or available (seconds)'];
  expect([2, 3, 5].map((line) => occupancy.map((head) => cell(line, head)))).toEqual([
    ['0.75', '900', '1200'],
    ['', '', ''],
    ['', '', ''],
  ]);
  expect(lines).toContainEqual([
    '# Ring time (seconds)',
    'Mean time that accepted invitations rang in the window',
    'of ringing ÷ accepted',
  ]);
});
