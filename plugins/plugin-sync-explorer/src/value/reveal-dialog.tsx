import type { ExplorerRevealed } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import React, { useMemo, useState } from 'react';
import type { OpenObject } from '../data/open-object';
import { useDeed } from '../parts/use-deed';
import { useExplorer } from '../parts/explorer-context';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { JsonView } from './json-view';

const texts = words.value;
const NOTHING: ReadonlySet<string> = new Set();

interface RevealDialogProps {
  readonly open: OpenObject;
  /** Null for a Document. */
  readonly itemKey: string | null;
  readonly onClose: () => void;
}

/** Asks first: that somebody looked goes on record. What is revealed is shown here, and gone when it is closed. */
export function RevealDialog({ open, itemKey, onClose }: RevealDialogProps): React.JSX.Element {
  const { store } = useExplorer();
  const [revealed, setRevealed] = useState<ExplorerRevealed | null>(null);
  const { run, isBusy, problem } = useDeed(() => store.api.reveal(open.key, itemKey), setRevealed);
  const shown = useMemo(() => (revealed === null ? null : { value: revealed.data }), [revealed]);
  return (
    <Dialog
      title={shown === null ? texts.revealTitle : words.kind[open.key.kind]}
      closeLabel={shown === null ? words.cancel : words.close}
      onClose={onClose}
      testId="explorer-reveal-dialog"
      size="wide"
      actions={
        shown === null ? (
          <ActionButton variant="primary" isBusy={isBusy} onClick={run} data-testid="explorer-reveal-confirm">
            {texts.reveal}
          </ActionButton>
        ) : null
      }
    >
      {shown === null || revealed === null ? (
        <p>{texts.revealText}</p>
      ) : (
        <>
          <p>{texts.revealed(revealed.revision)}</p>
          <Box height="size40" display="flex" flexDirection="column">
            <JsonView label={texts.label} testId="explorer-revealed" shown={shown} masked={NOTHING} marked={NOTHING} />
          </Box>
        </>
      )}
      <ProblemNote problem={problem} testId="explorer-reveal-problem" />
    </Dialog>
  );
}
