import type { ExplorerFinding, ExplorerMended, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import React from 'react';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { useDeed } from '../parts/use-deed';

const texts = words.findings;

interface MendDialogProps {
  readonly service: SyncServiceSid;
  readonly finding: ExplorerFinding;
  readonly onClose: () => void;
  readonly onMended: (mended: ExplorerMended) => void;
}

/** Says what will be done, and does it. The backend looks at the finding again first. */
export function MendDialog({ service, finding, onClose, onMended }: MendDialogProps): React.JSX.Element {
  const { store } = useExplorer();
  const { kind, objectKind, sid, itemKey, uniqueName, mend } = finding;
  const { run, isBusy, problem } = useDeed(() => store.api.mend(service, { kind, objectKind, sid, itemKey }), onMended);
  const button = mend === null ? '' : texts.mends[mend];
  return (
    <Dialog
      title={button}
      closeLabel={words.cancel}
      onClose={onClose}
      testId="explorer-mend-dialog"
      actions={
        <ActionButton
          variant={mend === 'remove-item' ? 'destructive' : 'primary'}
          isBusy={isBusy}
          onClick={run}
          data-testid="explorer-mend-confirm"
        >
          {button}
        </ActionButton>
      }
    >
      <p>
        <Literal text={uniqueName ?? sid} />
        {itemKey === null ? null : <Literal text={`, ${words.inspector.byItem(itemKey)}`} />}
      </p>
      <p>{mend === null ? '' : texts.mendTexts[mend]}</p>
      <ProblemNote problem={problem} testId="explorer-mend-problem" />
    </Dialog>
  );
}
