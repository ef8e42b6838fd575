import { useCallback, useState } from 'react';
import { type FigurePlace, TOTALS } from '../table/figure-place';

interface Explained {
  /** What is explained; null while nothing is. */
  readonly place: FigurePlace | null;
  readonly explain: (place: FigurePlace) => void;
  /** The figures of all queues shown. */
  readonly explainAll: () => void;
  readonly close: () => void;
}

/** Whether figures are explained, and whose. The functions stay the same: the table renders for its figures alone. */
export function useExplained(): Explained {
  const [place, setPlace] = useState<FigurePlace | null>(null);
  const explainAll = useCallback(() => {
    setPlace({ ...TOTALS, column: null });
  }, []);
  const close = useCallback(() => {
    setPlace(null);
  }, []);
  return { place, explain: setPlace, explainAll, close };
}
