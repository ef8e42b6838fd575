import { ONE_LINE } from '@flex-sync-suite/shared/views';
import React from 'react';
import { literalText } from '../model/literal-text';

interface LiteralProps {
  /** As somebody wrote it, whatever is in it. */
  readonly text: string;
  /** Default false: true cuts it to one line. */
  readonly isOneLine?: boolean;
}

/** A text of somebody else, in its own direction: what could not be seen is written out. */
export const Literal = ({ text, isOneLine = false }: LiteralProps): React.JSX.Element => (
  <bdi dir="auto" style={isOneLine ? CUT : WHOLE}>
    {literalText(text)}
  </bdi>
);

const CUT = { ...ONE_LINE, whiteSpace: 'pre', minWidth: 0 } as const;
const WHOLE = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;
