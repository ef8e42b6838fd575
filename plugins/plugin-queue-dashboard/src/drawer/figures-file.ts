import type { QueueFiguresAnswer, QueueIndexItem, TaskQueueSid } from '@flex-sync-suite/shared/contract';
import { csvOf } from '@flex-sync-suite/shared/views';
import { type Cell, numberOf } from '../file/file-columns';
import { isDuration, type Quantity } from '../model/figures/formulas';
import { reckon } from '../model/figures/reckoning';
import { figureWords } from '../strings/column-strings';
import { formulaWords, SPAN_TITLES } from '../strings/explanation-strings';
import { figuresFileStrings as words, fileStrings } from '../strings/file-strings';
import { drawerFigureSource, figuresOf } from './drawer-figures';

interface FiguresOfQueue {
  readonly sid: TaskQueueSid;
  readonly item: QueueIndexItem;
  readonly answer: QueueFiguresAnswer;
}

/** The counts that figures are made of and that are no figures themselves. */
const COUNTS: readonly Quantity[] = [
  ...(['answeredInTime', 'abandoned', 'shortAbandoned', 'abandonedInTime', 'flowedOut', 'accepted'] as const),
  ...(['answerWaitMs', 'abandonWaitMs', 'talkMs', 'wrapMs', 'ringMs', 'busyMs'] as const),
  'busyOrAvailableMs',
];

/** A line for each window and each of its channels, with raw numbers and each count that a figure is made of. */
export function figuresFile({ sid, item, answer }: FiguresOfQueue): { readonly name: string; readonly text: string } {
  const anyWindow = figuresOf('today');
  const figureHeads = anyWindow.map(({ figure, formula }) => words.head(figureWords(figure).head, formula.unit));
  const countHeads = COUNTS.map((count) => words.quantityHead(count, isDuration(count) ? 'ms' : 'tasks'));
  const lines = answer.windows.flatMap(({ window, since, channels }) =>
    [null, ...channels.map(({ channel }) => channel)].map((channel): readonly Cell[] => {
      const source = drawerFigureSource(item, answer, channel);
      const figures = figuresOf(window).map(({ formula }) =>
        numberOf(reckon(formula, source)?.value ?? null, formula.unit),
      );
      const counts = COUNTS.map((count) =>
        numberOf(source.quantities[window]?.[count] ?? null, isDuration(count) ? 'ms' : 'tasks'),
      );
      const named = [item.name, sid, channel ?? fileStrings.allChannels, SPAN_TITLES[window], since, answer.at];
      return [...named, ...figures, ...counts];
    }),
  );
  const notes = anyWindow.map(({ figure, formula }, index) => [
    fileStrings.note(figureHeads[index] ?? ''),
    ...[figureWords(figure).definition, formulaWords(formula)],
  ]);
  return {
    // No colons: Windows allows none in a file's name.
    name: `queue-figures.${answer.at.slice(0, 19).replace(/:/g, '-')}Z.csv`,
    text: csvOf([[...words.heads, ...figureHeads, ...countHeads], ...lines, [], ...notes]),
  };
}
