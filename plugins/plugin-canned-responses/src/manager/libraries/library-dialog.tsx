import type { Library } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { managerStrings } from '../parts/manager-strings';
import { PeoplePicker } from './people-picker';
import { useLibraryForm, type LibraryFields } from './use-library-form';

const words = managerStrings.library;

interface LibraryDialogProps {
  /** Null for a new one. */
  readonly library: Library | null;
  readonly onClose: () => void;
}

/** Makes a library, or changes its name, members and leads: for administrators. */
export function LibraryDialog({ library, onClose }: LibraryDialogProps): React.JSX.Element {
  const { fields, change, isBusy, failure, save, remove } = useLibraryForm(library, onClose);
  return (
    <Dialog
      title={library === null ? words.createTitle : words.editTitle(library.name)}
      closeLabel={managerStrings.cancel}
      onClose={onClose}
      testId="library-dialog"
      asides={remove === null ? null : <RemoveButton isBusy={isBusy} onRemove={remove} />}
      actions={
        <ActionButton
          variant="primary"
          isBusy={isBusy}
          isOff={fields.name.trim() === ''}
          data-testid="library-save"
          onClick={() => void save()}
        >
          {library === null ? words.make : words.save}
        </ActionButton>
      }
    >
      <Box display="flex" flexDirection="column" rowGap="space50">
        <div role="alert">
          {failure === null ? null : (
            <Callout variant="error">
              <CalloutText>{failure}</CalloutText>
            </Callout>
          )}
        </div>
        <NameField name={fields.name} onChange={change} />
        {library === null ? <KindChoice kind={fields.kind} onChange={change} /> : null}
        <Text as="p" color="colorTextWeak">
          {fields.kind === 'global' ? words.globalNote : words.leadNote}
        </Text>
        <PeoplePicker
          people={fields.people}
          hasMembers={fields.kind === 'team'}
          onChange={(people) => {
            change({ people });
          }}
        />
      </Box>
    </Dialog>
  );
}

interface NameFieldProps extends Pick<LibraryFields, 'name'> {
  readonly onChange: (change: Pick<LibraryFields, 'name'>) => void;
}

function NameField({ name, onChange }: NameFieldProps): React.JSX.Element {
  const id = useUID();
  return (
    <div>
      <Label htmlFor={id} required>
        {words.name}
      </Label>
      <Input
        id={id}
        type="text"
        value={name}
        dir="auto"
        data-testid="library-name"
        onChange={({ target }) => {
          onChange({ name: target.value });
        }}
      />
    </div>
  );
}

interface KindChoiceProps extends Pick<LibraryFields, 'kind'> {
  readonly onChange: (change: Pick<LibraryFields, 'kind'>) => void;
}

function KindChoice({ kind, onChange }: KindChoiceProps): React.JSX.Element {
  const id = useUID();
  return (
    <div>
      <Label htmlFor={id}>{words.kind}</Label>
      <Select
        id={id}
        value={kind}
        data-testid="library-kind"
        onChange={({ target }) => {
          onChange({ kind: target.value === 'global' ? 'global' : 'team' });
        }}
      >
        <Option value="team">{words.kindTeam}</Option>
        <Option value="global">{words.kindGlobal}</Option>
      </Select>
    </div>
  );
}

interface RemoveButtonProps {
  readonly isBusy: boolean;
  readonly onRemove: () => Promise<void>;
}

/** The first press asks, the second removes. */
function RemoveButton({ isBusy, onRemove }: RemoveButtonProps): React.JSX.Element {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <ActionButton
      variant="destructive_secondary"
      isOff={isBusy}
      data-testid="library-remove"
      onClick={() => {
        if (isAsked) void onRemove();
        else setIsAsked(true);
      }}
    >
      {isAsked ? words.confirmRemove : words.remove}
    </ActionButton>
  );
}
