import type { ValueSource } from '@flex-sync-suite/shared/observable';
import type { UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Column } from '../table/columns';
import { columnsFrom, columnsText } from '../table/shown-columns';

interface ShownColumns {
  /** The same array until others are chosen. */
  readonly columns: readonly Column[];
  readonly onColumns: (columns: readonly Column[]) => void;
}

const PARAMETER = 'columns';

/**
 * Which columns are shown. Begins with what the URL says, else as the person left it, and keeps both; the way back undoes a
 * choice.
 */
export function useColumns(url: UrlState, remembered: ValueSource<string>): ShownColumns {
  const [text, setText] = useState(() => columnsText(columnsFrom(url.get(PARAMETER) ?? remembered.getSnapshot())));
  useEffect(() => {
    url.set(PARAMETER, text);
  }, [url, text]);
  useEffect(
    () =>
      url.onStep(PARAMETER, () => {
        const next = columnsText(columnsFrom(url.get(PARAMETER)));
        remembered.set(next ?? '');
        setText(next);
      }),
    [url, remembered],
  );
  const onColumns = useCallback(
    (columns: readonly Column[]) => {
      const next = columnsText(columns);
      remembered.set(next ?? '');
      if (next !== text) url.push(PARAMETER, next);
      setText(next);
    },
    [url, remembered, text],
  );
  return { columns: useMemo(() => columnsFrom(text), [text]), onColumns };
}
