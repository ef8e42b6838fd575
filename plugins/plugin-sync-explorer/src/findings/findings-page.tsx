import type { ExplorerFinding, SyncServiceSid } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { ControlRow, HeardOnly } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useCallback, useState } from 'react';
import type { FindingsState } from '../data/findings-run';
import type { Choice } from '../data/selection';
import { useExplorer } from '../parts/explorer-context';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { FindingsTable } from './findings-table';
import { MendDialog } from './mend-dialog';

const texts = words.findings;

/** What is wrong with what a service holds, and what can be done about each. */
export function FindingsPage({ service, onOpen }: FindingsPageProps): React.JSX.Element {
  const { store } = useExplorer();
  const run = store.findingsOf(service);
  const state = useSource(run);
  const [mending, setMending] = useState<ExplorerFinding | null>(null);
  const [said, setSaid] = useState('');
  const mend = useCallback((finding: ExplorerFinding) => {
    setSaid('');
    setMending(finding);
  }, []);
  return (
    <>
      <ControlRow columnGap="space40">
        <Button
          variant="primary"
          size="small"
          data-testid="explorer-findings-start"
          onClick={state.step === 'running' ? run.stop : state.step === 'paused' ? run.goOn : run.start}
        >
          {texts.buttons[state.step]}
        </Button>
        {state.step === 'paused' ? (
          <Button variant="link" size="reset" onClick={run.start}>
            {texts.buttons.done}
          </Button>
        ) : null}
        <Progress state={state} />
      </ControlRow>
      <ProblemNote problem={state.problem} testId="explorer-findings-problem" />
      <Box role="status" data-testid="explorer-mended">
        {said}
      </Box>
      {state.findings.length > 0 ? (
        <FindingsTable findings={state.findings} onMend={mend} onOpen={onOpen} />
      ) : (
        <Box as="p" marginTop="space40">
          {state.step === 'done' ? texts.none : texts.intro}
        </Box>
      )}
      {mending === null ? null : (
        <MendDialog
          service={service}
          finding={mending}
          onClose={() => {
            setMending(null);
          }}
          onMended={({ did }) => {
            run.remove(mending);
            setMending(null);
            setSaid(texts.did[did]);
          }}
        />
      )}
    </>
  );
}

interface FindingsPageProps {
  readonly service: SyncServiceSid;
  /** Shows the object of a finding. */
  readonly onOpen: (object: Choice) => void;
}

function Progress({ state }: { readonly state: FindingsState }): React.JSX.Element | null {
  const { format } = useExplorer();
  const { step, looked, part, findings } = state;
  if (part === null) return null;
  const text = texts.progress(format.count(looked), texts.parts[part], format.count(findings.length));
  return (
    <Box
      as="span"
      color="colorTextWeak"
      fontSize="fontSize20"
      data-testid="explorer-findings-progress"
      data-step={step}
    >
      <span aria-hidden="true">{text}</span>
      {/* Told when it stops: a figure that runs is no news. */}
      <HeardOnly>
        <span role="status">{step === 'running' ? words.tree.reading : text}</span>
      </HeardOnly>
    </Box>
  );
}
