import { Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { jsonDifferences } from '../model/json-differences';
import type { SeenRevision } from '../model/revision-history';
import { useExplorer } from '../parts/explorer-context';
import { DifferencesList } from '../parts/differences-list';
import { words } from '../parts/strings';

const texts = words.compare;

interface CompareDialogProps {
  /** The newest first, one at least. */
  readonly seen: readonly SeenRevision[];
  readonly onClose: () => void;
}

/** What differs between any two revisions of a value that were seen on this page: the last two at first. */
export function CompareDialog({ seen, onClose }: CompareDialogProps): React.JSX.Element {
  const [to, setTo] = useState(seen[0]?.revision ?? '');
  const [from, setFrom] = useState(seen[1]?.revision ?? to);
  const dataOf = (revision: string): unknown => seen.find((each) => each.revision === revision)?.data;
  return (
    <Dialog title={texts.title} closeLabel={words.close} onClose={onClose} testId="explorer-compare-dialog" size="wide">
      <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30" marginBottom="space40">
        <RevisionChoice label={texts.from} seen={seen} value={from} onChange={setFrom} />
        <RevisionChoice label={texts.to} seen={seen} value={to} onChange={setTo} />
      </Box>
      <Box as="p" margin="space0" marginBottom="space40" color="colorTextWeak">
        {seen.length > 1 ? texts.note : texts.few}
      </Box>
      <DifferencesList differences={jsonDifferences(dataOf(from), dataOf(to))} />
    </Dialog>
  );
}

interface RevisionChoiceProps {
  readonly label: string;
  readonly seen: readonly SeenRevision[];
  readonly value: string;
  readonly onChange: (revision: string) => void;
}

function RevisionChoice({ label, seen, value, onChange }: RevisionChoiceProps): React.JSX.Element {
  const { format } = useExplorer();
  const id = useUID();
  return (
    <Box minWidth="0">
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      >
        {seen.map(({ revision, updatedAt }) => (
          <Option key={revision} value={revision}>
            {texts.option(revision, format.dateTime(Date.parse(updatedAt)))}
          </Option>
        ))}
      </Select>
    </Box>
  );
}
