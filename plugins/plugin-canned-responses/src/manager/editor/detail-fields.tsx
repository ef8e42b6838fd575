import { Box } from '@twilio-paste/core/box';
import { Checkbox, CheckboxGroup } from '@twilio-paste/core/checkbox';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { channelWord } from '../../parts/strings';
import type { EditorState } from '../model/editor-state';
import { useManager } from '../parts/manager-context';
import { FIELD_WORDS, managerStrings, problemSentence } from '../parts/manager-strings';
import type { DraftProblem } from '../model/draft';
import { channelsOffered } from './channels-offered';

const words = managerStrings.editor;

interface FieldsProps {
  readonly state: EditorState;
  readonly problems: readonly DraftProblem[];
}

/** What the response is called, and where it goes when it is new. */
export function NameFields({ state, problems }: FieldsProps): React.JSX.Element {
  return (
    <Box display="flex" flexDirection="column" rowGap="space40" marginBottom="space50">
      {state.base === null ? <LibraryChoice libraryId={state.libraryId} /> : null}
      <Row>
        <LineField field="title" state={state} problems={problems} />
        <LineField field="shortcut" state={state} problems={problems} hint={words.shortcutHint} />
      </Row>
    </Box>
  );
}

/** What it is found by, and where it is offered. */
export function OfferFields({ state, problems }: FieldsProps): React.JSX.Element {
  const { editor } = useManager();
  const { draft } = state;
  const id = useUID();
  return (
    <Box display="flex" flexDirection="column" rowGap="space50" marginTop="space50">
      <Row>
        <LineField field="category" state={state} problems={problems} />
        <LineField field="tags" state={state} problems={problems} hint={words.tagsHint} />
      </Row>
      <CheckboxGroup
        name={`${id}-channels`}
        orientation="horizontal"
        legend={FIELD_WORDS.channels}
        helpText={words.channelsHint}
      >
        {channelsOffered(draft).map((channel) => (
          <Checkbox
            key={channel}
            id={`${id}-channel-${channel}`}
            checked={draft.channels.includes(channel)}
            data-testid={`editor-channel-${channel}`}
            onChange={({ target }) => {
              const others = draft.channels.filter((other) => other !== channel);
              editor.change({ channels: target.checked ? [...others, channel].sort() : others });
            }}
          >
            {channelWord(channel)}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </Box>
  );
}

const Row = ({ children }: { readonly children: React.ReactNode }): React.JSX.Element => (
  <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space40">
    {children}
  </Box>
);

interface LineFieldProps extends FieldsProps {
  readonly field: 'title' | 'shortcut' | 'category' | 'tags';
  readonly hint?: string;
}

function LineField({ field, state, problems, hint }: LineFieldProps): React.JSX.Element {
  const { editor, format } = useManager();
  const id = useUID();
  const found = problems.find((problem) => problem.field === field);
  const isTaken = field === 'shortcut' && state.failure?.code === 'shortcut_taken';
  // The one refusal that is about a field.
  const problem = found !== undefined ? problemSentence(found, format) : isTaken ? state.failure.message : null;
  const help = problem ?? hint;
  return (
    <Box flexGrow={field === 'title' || field === 'tags' ? 2 : 1} flexBasis="180px">
      <Label htmlFor={id} required={field === 'title'}>
        {FIELD_WORDS[field]}
      </Label>
      <Input
        id={id}
        type="text"
        dir="auto"
        value={state.draft[field]}
        hasError={problem !== null}
        {...(help === undefined ? {} : { 'aria-describedby': `${id}-help` })}
        data-testid={`editor-${field}`}
        onChange={({ target }) => {
          editor.change({ [field]: target.value });
        }}
      />
      {help === undefined ? null : (
        <HelpText id={`${id}-help`} variant={problem === null ? 'default' : 'error'}>
          {help}
        </HelpText>
      )}
    </Box>
  );
}

function LibraryChoice({ libraryId }: { readonly libraryId: string }): React.JSX.Element | null {
  const { editor, editable } = useManager();
  const id = useUID();
  if (editable.length < 2) return null;
  return (
    <div>
      <Label htmlFor={id}>{words.library}</Label>
      <Select
        id={id}
        value={libraryId}
        data-testid="editor-library"
        onChange={({ target }) => {
          editor.moveTo(target.value);
        }}
      >
        {editable.map((library) => (
          <Option key={library.id} value={library.id}>
            {library.name}
          </Option>
        ))}
      </Select>
    </div>
  );
}
