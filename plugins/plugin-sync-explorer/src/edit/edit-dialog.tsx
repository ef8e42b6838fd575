import { ExplorerConflict, parseWithSchema, type ExplorerWritten } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Button } from '@twilio-paste/core/button';
import { HelpText } from '@twilio-paste/core/help-text';
import { Label } from '@twilio-paste/core/label';
import { TextArea } from '@twilio-paste/core/textarea';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import type { OpenObject } from '../data/open-object';
import type { Problem } from '../data/problem';
import { readDraft, type JsonDraft } from '../model/json-draft';
import { jsonDifferences } from '../model/json-differences';
import type { JsonObject } from '../model/json-pointer';
import { literalJsonLines } from '../model/literal-text';
import { DifferencesList } from '../parts/differences-list';
import { type ExplorerFormatters, useExplorer } from '../parts/explorer-context';
import { ProblemNote } from '../parts/problem-note';
import { words } from '../parts/strings';
import { useDeed, type Deed } from '../parts/use-deed';

const texts = words.edit;

/** A value, at the revision at which it was looked at. */
interface EditedValue {
  readonly itemKey: string | null;
  readonly data: JsonObject;
  readonly revision: string;
}

interface EditDialogProps {
  readonly open: OpenObject;
  readonly value: EditedValue;
  readonly onClose: () => void;
}

/**
 * Writes a value that is not the suite's: text, then what it would change, then the write, which is refused when somebody
 * else wrote meanwhile. Then it is compared with what is there now, and asked again.
 */
export function EditDialog({ open, value, onClose }: EditDialogProps): React.JSX.Element {
  /** A poll that finds a newer revision does not change what was begun with. */
  const [began] = useState(value);
  const [text, setText] = useState(() => literalJsonLines(began.data));
  /** What the text is compared with, and written over. */
  const [base, setBase] = useState(began);
  const [draft, setDraft] = useState<JsonDraft | null>(null);
  const write = useWrite({ open, base, draft, onClose, onConflict: setBase });
  const isPreview = draft?.kind === 'good';
  return (
    <Dialog
      title={isPreview ? texts.previewTitle : texts.title}
      closeLabel={words.cancel}
      onClose={onClose}
      testId="explorer-edit-dialog"
      size="wide"
      asides={
        isPreview ? (
          <Button
            variant="secondary"
            onClick={() => {
              setDraft(null);
            }}
          >
            {texts.back}
          </Button>
        ) : null
      }
      actions={
        isPreview ? (
          <ActionButton variant="primary" isBusy={write.isBusy} onClick={write.run} data-testid="explorer-edit-write">
            {texts.write}
          </ActionButton>
        ) : (
          <Button
            variant="primary"
            data-testid="explorer-edit-preview"
            onClick={() => {
              setDraft(readDraft(text));
            }}
          >
            {texts.preview}
          </Button>
        )
      }
    >
      {isPreview ? (
        <>
          {base === began ? null : <Meanwhile before={began} now={base} />}
          <p>{texts.previewText}</p>
          <DifferencesList differences={jsonDifferences(base.data, draft.data)} />
          <ProblemNote
            problem={isTold(write.problem, base !== began) ? null : write.problem}
            testId="explorer-edit-problem"
          />
        </>
      ) : (
        <Editor
          text={text}
          draft={draft}
          onChange={(next) => {
            setText(next);
            setDraft(null);
          }}
        />
      )}
    </Dialog>
  );
}

interface WriteOptions extends Pick<EditDialogProps, 'open' | 'onClose'> {
  readonly base: EditedValue;
  readonly draft: JsonDraft | null;
  readonly onConflict: (now: EditedValue) => void;
}

function useWrite({ open, base, draft, onClose, onConflict }: WriteOptions): Deed {
  const { store } = useExplorer();
  const { itemKey, revision } = base;
  return useDeed(
    () =>
      draft?.kind === 'good'
        ? store.api.write(open.key, { itemKey, ifMatch: revision, data: draft.data })
        : Promise.reject(new Error('There is nothing to write')),
    () => {
      open.head.again();
      onClose();
    },
    (error) => {
      const now = currentIn(error);
      if (now !== null) onConflict({ itemKey, ...now });
    },
  );
}

/** What a conflict means is said with what is there now. */
const isTold = (problem: Problem | null, hasCurrent: boolean): boolean => problem?.kind === 'conflict' && hasCurrent;

/** What is there now, by a refusal because somebody else wrote; null where it tells nothing. */
function currentIn(error: unknown): ExplorerWritten | null {
  const parsed = parseWithSchema(ExplorerConflict, error instanceof Error && 'body' in error ? error.body : null);
  return parsed.ok ? parsed.value.current : null;
}

interface MeanwhileProps {
  readonly before: EditedValue;
  readonly now: EditedValue;
}

const Meanwhile = ({ before, now }: MeanwhileProps): React.JSX.Element => (
  <div role="alert" data-testid="explorer-edit-conflict">
    <strong>{texts.conflict(now.revision)}</strong>
    <DifferencesList differences={jsonDifferences(before.data, now.data)} />
  </div>
);

interface EditorProps {
  readonly text: string;
  readonly draft: JsonDraft | null;
  readonly onChange: (text: string) => void;
}

function Editor({ text, draft, onChange }: EditorProps): React.JSX.Element {
  const { format } = useExplorer();
  const [id, helpId] = [useUID(), useUID()];
  const wrong = draft === null ? null : wrongWith(draft, format);
  return (
    <>
      <Label htmlFor={id}>{texts.label}</Label>
      <TextArea
        id={id}
        value={text}
        rows={12}
        hasError={wrong !== null}
        aria-describedby={helpId}
        data-testid="explorer-edit-text"
        spellCheck={false}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
      <div role="alert">
        <HelpText id={helpId} variant={wrong === null ? 'default' : 'error'}>
          {wrong ?? texts.help}
        </HelpText>
      </div>
    </>
  );
}

function wrongWith(draft: JsonDraft, format: ExplorerFormatters): string | null {
  switch (draft.kind) {
    case 'good':
      return null;
    case 'no-json':
      return texts.noJson(format.count(draft.line), format.count(draft.column));
    case 'no-object':
      return texts.noObject;
    case 'too-large':
      return texts.tooLarge(format.count(draft.bytes));
  }
}
