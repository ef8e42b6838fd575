import { Tooltip } from '@twilio-paste/core/tooltip';
import React from 'react';
import { SortHeaderCell, type SortHeaderCellProps } from './sort-header-cell';

export interface DefinedSortHeaderCellProps<Column extends string> extends Omit<SortHeaderCellProps<Column>, 'wrap'> {
  /**
   * What the column counts: shown while the pointer or the keyboard focus is on the title, until Escape, and read after
   * it. Undefined: the title says it all.
   */
  readonly definition: string | undefined;
}

/** A {@link SortHeaderCell} with a definition. In a file of its own: Paste's tooltip is as large as a whole table. */
export function DefinedSortHeaderCell<Column extends string>(
  props: DefinedSortHeaderCellProps<Column>,
): React.JSX.Element {
  const { definition, ...cell } = props;
  if (definition === undefined) return <SortHeaderCell {...cell} />;
  return <SortHeaderCell {...cell} wrap={(button) => <Tooltip text={definition}>{button}</Tooltip>} />;
}
