/** One number that a figure found. */
export interface Measurement {
  /** What was measured, in words: "search keystroke, 10,000 calls, p50". */
  readonly name: string;
  readonly value: number;
  /** `ms`, `µs`, `MiB`, `reads`, `rows`, … */
  readonly unit: string;
  /** What the project aims at, in the same unit; a goal to read, never an assertion. */
  readonly target?: number;
}

/** How ours compares with another way of doing the same, measured in the same run. */
export interface Ratio {
  readonly name: string;
  readonly ours: number;
  /** The naive way, or a rival. */
  readonly theirs: number;
  readonly unit: string;
  /** What the other way is, in words. */
  readonly against: string;
}

export interface FigureResult {
  /** What was set up: sizes, rates, repetitions. */
  readonly setup: string;
  readonly measurements: readonly Measurement[];
  /** At least one: a number alone tells more of the machine than of the code. */
  readonly ratios: readonly Ratio[];
}

/** A benchmark; every file of `bench/` other than `run.ts` exports one as `figure`. */
export interface Figure {
  /** What is measured, in one line. */
  readonly title: string;
  /**
   * @param note tells the person what is going on; a figure may take minutes
   * @param options what follows the name on the command line, from the first `--` on
   */
  measure(note: (text: string) => void, options: readonly string[]): Promise<FigureResult>;
}
