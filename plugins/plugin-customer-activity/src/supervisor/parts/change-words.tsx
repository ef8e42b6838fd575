import React from 'react';
import type { Change } from '../model/comparison';
import { Weak } from './cells';
import { useSupervisor } from './supervisor-context';
import { words } from './supervisor-strings';

/** "+12 (+34%)", "new", "no change". */
export function ChangeWords({ change }: { readonly change: Change }): React.JSX.Element {
  const { format } = useSupervisor();
  switch (change.kind) {
    case 'changed':
      return <>{words.change.words(format.difference(change.difference), format.differencePercent(change.share))}</>;
    case 'new':
      return <>{words.change.new}</>;
    case 'same':
      return <Weak>{words.change.same}</Weak>;
    case 'unknown':
      return <Weak title={words.change.unknownReason}>{words.change.unknown}</Weak>;
  }
}
