import type { ChannelNow, HandlingWindow, QueueNow, QueueWindow } from '@flex-sync-suite/shared/contract';

type Agents = Pick<QueueNow, 'eligible' | 'available' | 'free'>;

/** What a row shows of now. */
type NowState = Omit<ChannelNow, 'channel'> & Partial<Agents>;

/** What a row shows of a window. */
export type FigureWindow = Omit<QueueWindow, 'completed'> &
  Partial<Pick<QueueWindow, 'completed'>> &
  Partial<HandlingWindow>;

/** What the figures of a row are read from: a queue's Document, or one of its channels. What nobody counts by channel is missing there. */
export interface FigureState {
  /** When they last changed; null where that is not known. */
  readonly asOf: string | null;
  readonly at: string;
  readonly now: NowState;
  readonly last30Minutes: FigureWindow;
  readonly today: FigureWindow & { readonly since: string };
}
