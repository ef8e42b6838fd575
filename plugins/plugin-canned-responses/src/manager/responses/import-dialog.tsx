import type { ImportQuery, ImportReport, Library } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Label } from '@twilio-paste/core/label';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useRef, useState } from 'react';
import { failureOf, type ImportFile } from '../data/manager-api';
import { changeCount, ImportReportView } from './import-report';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';

const words = managerStrings.import;

type Placeholders = ImportQuery['placeholders'];

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'checking' | 'importing'; readonly file: ImportFile }
  | { readonly kind: 'checked'; readonly file: ImportFile; readonly report: ImportReport }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | { readonly kind: 'failed'; readonly reason: string };

/** A file, what it would do, and only then the import. */
export function ImportDialog({
  library,
  onClose,
}: {
  readonly library: Library;
  readonly onClose: () => void;
}): React.JSX.Element {
  const { api, libraries, list } = useManager();
  const [step, setStep] = useState<Step>({ kind: 'choose' });
  const [placeholders, setPlaceholders] = useState<Placeholders>('asWritten');
  const id = useUID();
  /** The file chosen last: an older answer is of no interest. */
  const latest = useRef(0);

  async function choose(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    setPlaceholders('asWritten');
    try {
      const file = await importFileOf(chosen);
      if ('refusal' in file) setStep({ kind: 'failed', reason: file.refusal });
      else await check(file, 'asWritten');
    } catch (error) {
      setStep({ kind: 'failed', reason: failureOf(error).message });
    }
  }

  async function check(file: ImportFile, how: Placeholders): Promise<void> {
    latest.current += 1;
    const own = latest.current;
    const show = (next: Step): void => {
      if (own === latest.current) setStep(next);
    };
    try {
      show({ kind: 'checking', file });
      show({
        kind: 'checked',
        file,
        report: await api.import(library.id, file, { isDryRun: true, placeholders: how }),
      });
    } catch (error) {
      show({ kind: 'failed', reason: failureOf(error).message });
    }
  }

  async function confirm(file: ImportFile): Promise<void> {
    setStep({ kind: 'importing', file });
    try {
      const report = await api.import(library.id, file, { isDryRun: false, placeholders });
      // Somebody may have taken a shortcut since the dry run.
      setStep(report.problems.length > 0 ? { kind: 'checked', file, report } : { kind: 'done', report });
      list.reload();
      await libraries.load();
    } catch (error) {
      setStep({ kind: 'failed', reason: failureOf(error).message });
    }
  }

  const isBusy = step.kind === 'checking' || step.kind === 'importing';
  const canConfirm = step.kind === 'checked' && step.report.problems.length === 0 && changeCount(step.report) > 0;
  return (
    <Modal ariaLabelledby={`${id}-heading`} isOpen onDismiss={onClose} size="wide" data-testid="import-dialog">
      <ModalHeader>
        <ModalHeading as="h2" id={`${id}-heading`}>
          {words.title(library.name)}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Text as="p" marginBottom="space40">
          {words.text}
        </Text>
        <Label htmlFor={`${id}-file`}>{words.file}</Label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,text/tab-separated-values,application/json"
          disabled={isBusy}
          data-testid="import-file"
          onChange={({ target }) => void choose(target.files?.[0])}
        />
        <Box marginTop="space50" role="status" data-testid="import-report" data-state={step.kind}>
          {step.kind === 'checking' ? words.checking : null}
          {step.kind === 'importing' ? words.importing : null}
          {step.kind === 'failed' ? (
            <Callout variant="error">
              <CalloutText>{words.failed(step.reason)}</CalloutText>
            </Callout>
          ) : null}
          {step.kind === 'checked' || step.kind === 'done' ? (
            <ImportReportView
              report={step.report}
              isDone={step.kind === 'done'}
              useOurs={
                step.kind === 'checked'
                  ? {
                      isOn: placeholders === 'ours',
                      onChange: (isOn) => {
                        const next = isOn ? 'ours' : 'asWritten';
                        setPlaceholders(next);
                        void check(step.file, next);
                      },
                    }
                  : null
              }
            />
          ) : null}
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={onClose}>
            {step.kind === 'done' ? managerStrings.close : managerStrings.cancel}
          </Button>
          {step.kind === 'done' ? null : (
            <Button
              variant="primary"
              disabled={!canConfirm}
              loading={step.kind === 'importing'}
              data-testid="import-confirm"
              onClick={() => {
                if (step.kind === 'checked') void confirm(step.file);
              }}
            >
              {words.confirm}
            </Button>
          )}
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}

/** `refusal`: why no backend could read it. */
async function importFileOf(file: File): Promise<ImportFile | { readonly refusal: string }> {
  const extension = file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();
  if (['csv', 'tsv', 'txt'].includes(extension)) return { name: file.name, type: 'text/csv', content: file };
  if (extension !== 'json') return { refusal: words.badType };
  const text = await file.text();
  try {
    JSON.parse(text);
  } catch {
    return { refusal: words.badJson };
  }
  return { name: file.name, type: 'application/json', content: file };
}
