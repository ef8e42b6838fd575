import type { Severity } from '../model/assess-queue';
import type { Formatters } from '../model/formatters';
import { strings } from '../strings/strings';
import type { AtLeast, WallFigures } from './model/wall-figures';
import { wallStrings } from './wall-strings';

/** One figure of the wall in words. */
export interface WallTile {
  /** Name of the figure for browser tests. */
  readonly id: keyof typeof wallStrings.figures;
  readonly value: string;
  /** In other words for a screen reader. Null: as it is written. */
  readonly spoken: string | null;
  readonly detail: string;
  /** Null where nothing is wrong, or no rule says what would be. */
  readonly severity: Severity | null;
}

/** The six figures in reading order: what needs action first. @param figures null while there are none */
export function wallTiles(figures: WallFigures | null, format: Formatters): readonly WallTile[] {
  if (figures === null) return TILE_IDS.map((id) => ({ id, ...nothing(wallStrings.noFigures) }));
  const { waiting, queued, ringing, free, available, atRisk } = figures;
  const { count } = format;
  return [
    {
      id: 'waiting',
      ...plain(count(waiting), wallStrings.queuedAndRinging(count(queued), count(ringing))),
    },
    { id: 'longestWait', ...longestWaitTile(figures, format) },
    { id: 'serviceLevel', ...serviceLevelTile(figures, format) },
    {
      id: 'atRisk',
      ...plain(count(atRisk.count), wallStrings.overThreshold(count(atRisk.overCount))),
      severity: atRisk.severity,
    },
    {
      id: 'free',
      ...plain(atLeastText(free, wallStrings.atLeast, format), availableText(available, wallStrings.atLeast, format)),
      spoken: atLeastText(free, wallStrings.atLeastSpoken, format),
    },
    { id: 'abandoned', ...abandonedTile(figures, format) },
  ];
}

type TileContent = Omit<WallTile, 'id'>;

const TILE_IDS = ['waiting', 'longestWait', 'serviceLevel', 'atRisk', 'free', 'abandoned'] as const;

const plain = (value: string, detail: string): TileContent => ({ value, spoken: null, detail, severity: null });

const nothing = (why: string): TileContent => ({ ...plain(strings.noValue, why), spoken: why });

function longestWaitTile({ longestWait }: WallFigures, format: Formatters): TileContent {
  if (longestWait === null) return nothing(wallStrings.nobodyWaits);
  const { waitMs, queueName, severity } = longestWait;
  return { value: format.clock(waitMs), spoken: format.spokenDuration(waitMs), detail: queueName, severity };
}

function serviceLevelTile({ serviceLevel }: WallFigures, format: Formatters): TileContent {
  const { share, targetPercent, belowCount, severity } = serviceLevel;
  if (share === null) return nothing(wallStrings.noTraffic);
  const detail =
    targetPercent === null
      ? wallStrings.belowTargets(format.count(belowCount))
      : wallStrings.target(format.percentNumber(targetPercent));
  return { ...plain(format.percent(share), detail), severity };
}

function abandonedTile({ today }: WallFigures, format: Formatters): TileContent {
  if (today.abandonedShare === null) return nothing(wallStrings.noTraffic);
  const detail = wallStrings.answered(format.count(today.answered), format.count(today.offered));
  return plain(format.percent(today.abandonedShare), detail);
}

function atLeastText({ count, isExact }: AtLeast, words: (count: string) => string, format: Formatters): string {
  return isExact ? format.count(count) : words(format.count(count));
}

const availableText = (available: AtLeast, words: (count: string) => string, format: Formatters): string =>
  wallStrings.ofAvailable(atLeastText(available, words, format));

/** Widths of characters in the height of the type, generously: digits are the same, punctuation is narrow. */
const NARROW_EM = 0.32;
const DIGIT_EM = 0.65;
const WIDE_EM = 0.95;
/** What a tile has room for at full size. */
const ROOM_EM = 3.35;

/** By how much a figure must be smaller to fit its tile: 1 as a rule. */
export function figureScale(text: string): number {
  const widthEm = Array.from(text).reduce((total, character) => total + widthOf(character), 0);
  return Math.min(1, ROOM_EM / widthEm);
}

function widthOf(character: string): number {
  if (/[\s.,:’'\u066b\u066c]/.test(character)) return NARROW_EM;
  return /[%\u066a]/.test(character) ? WIDE_EM : DIGIT_EM;
}
