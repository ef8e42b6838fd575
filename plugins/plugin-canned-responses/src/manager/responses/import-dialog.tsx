import type { Library } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import type { ImportFile } from '../data/manager-api';
import { changeCount, ImportReportView } from './import-report';
import { managerStrings } from '../parts/manager-strings';
import { useImport, type ImportStep, type Placeholders } from './use-import';

const words = managerStrings.import;

interface ImportDialogProps {
  readonly library: Library;
  readonly onClose: () => void;
}

/** A file, what it would do, and only then the import. */
export function ImportDialog({ library, onClose }: ImportDialogProps): React.JSX.Element {
  const { step, placeholders, choose, read, confirm } = useImport(library);
  const id = useUID();
  return (
    <Dialog
      title={words.title(library.name)}
      closeLabel={step.kind === 'done' ? managerStrings.close : managerStrings.cancel}
      onClose={onClose}
      size="wide"
      testId="import-dialog"
      actions={step.kind === 'done' ? null : <ConfirmButton step={step} onConfirm={confirm} />}
    >
      <Text as="p" marginBottom="space40">
        {words.text}
      </Text>
      <Label htmlFor={id}>{words.file}</Label>
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json"
        disabled={step.kind === 'checking' || step.kind === 'importing'}
        data-testid="import-file"
        onChange={({ target }) => void choose(target.files?.[0])}
      />
      <Box marginTop="space50" role="status" data-testid="import-report" data-state={step.kind}>
        <ImportProgress step={step} placeholders={placeholders} onRead={read} />
      </Box>
    </Dialog>
  );
}

interface ImportProgressProps {
  readonly step: ImportStep;
  readonly placeholders: Placeholders;
  readonly onRead: (file: ImportFile, placeholders: Placeholders) => void;
}

/** How far it is, what came of it, and how placeholders of other systems shall be read. */
function ImportProgress({ step, placeholders, onRead }: ImportProgressProps): React.JSX.Element | null {
  switch (step.kind) {
    case 'choose':
      return null;
    case 'checking':
      return <>{words.checking}</>;
    case 'importing':
      return <>{words.importing}</>;
    case 'failed':
      return (
        <Callout variant="error">
          <CalloutText>{words.failed(step.reason)}</CalloutText>
        </Callout>
      );
    case 'done':
      return <ImportReportView report={step.report} isDone useOurs={null} />;
    case 'checked': {
      const onChange = (isOn: boolean): void => {
        onRead(step.file, isOn ? 'ours' : 'asWritten');
      };
      return (
        <ImportReportView report={step.report} isDone={false} useOurs={{ isOn: placeholders === 'ours', onChange }} />
      );
    }
  }
}

interface ConfirmButtonProps {
  readonly step: ImportStep;
  readonly onConfirm: (file: ImportFile) => Promise<void>;
}

function ConfirmButton({ step, onConfirm }: ConfirmButtonProps): React.JSX.Element {
  const canConfirm = step.kind === 'checked' && step.report.problems.length === 0 && changeCount(step.report) > 0;
  return (
    <ActionButton
      variant="primary"
      isOff={!canConfirm}
      isBusy={step.kind === 'importing'}
      data-testid="import-confirm"
      onClick={() => {
        if (step.kind === 'checked') void onConfirm(step.file);
      }}
    >
      {words.confirm}
    </ActionButton>
  );
}
