import type { FunnelFigures } from '@flex-sync-suite/shared/contract';

/** A stage of the checkout: its begin, a step by its number, or the order. */
export type Stage = 'started' | 'ordered' | number;

export interface FunnelRow {
  readonly key: Stage;
  /** Of a step whose shops agree on one. */
  readonly name: string | null;
  /** Checkouts that came so far. */
  readonly count: number;
  /** Of those that began; null when none did. */
  readonly share: number | null;
  /** Checkouts that did not come to the next stage; null for the last stage. */
  readonly lost: number | null;
  /** Of those that came so far; null when none did. */
  readonly lostShare: number | null;
  /** Of a step only. */
  readonly completed: number | null;
  readonly stopped: number | null;
}

/** The stages in their order, each with how many are lost on the way to the next. */
export function funnelRows({ started, ordered, steps }: FunnelFigures): readonly FunnelRow[] {
  const stages = [
    { key: 'started' as const, name: null, count: started, completed: null, stopped: null },
    ...[...steps]
      .sort((a, b) => a.step - b.step)
      .map(({ step, name, entered, completed, stopped }) => ({ key: step, name, count: entered, completed, stopped })),
    { key: 'ordered' as const, name: null, count: ordered, completed: null, stopped: null },
  ];
  return stages.map((stage, index) => {
    const next = stages[index + 1];
    // A step may be skipped: what is sent by mail needs no parcel. More at the next one is no loss.
    const lost = next === undefined ? null : Math.max(0, stage.count - next.count);
    return {
      ...stage,
      share: shareOf(stage.count, started),
      lost,
      lostShare: lost === null ? null : shareOf(lost, stage.count),
    };
  });
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The step where most purchases stop; null while none does, and where several share the place the first. */
export function worstStep({ steps }: FunnelFigures): FunnelFigures['steps'][number] | null {
  const worst = steps.reduce<FunnelFigures['steps'][number] | null>(
    (most, step) => (step.stopped > (most?.stopped ?? 0) ? step : most),
    null,
  );
  return worst;
}
