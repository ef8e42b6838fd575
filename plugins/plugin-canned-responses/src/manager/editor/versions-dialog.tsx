import type { ResponseVersions } from '@flex-sync-suite/shared/contract';
import { ActionButton, Dialog } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Option, Select } from '@twilio-paste/core/select';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import type { EditorState } from '../model/editor-state';
import { useManager } from '../parts/manager-context';
import { managerStrings, STATUS_WORDS } from '../parts/manager-strings';
import { VersionDiff } from './version-diff';

const words = managerStrings.versions;
type Version = ResponseVersions['versions'][number];

/** The history of a response: what each version differs in from the current one, and the way back to it. */
export function VersionsDialog({ state: { versions } }: { readonly state: EditorState }): React.JSX.Element {
  const { editor, leave } = useManager();
  const known = versions.kind === 'open' ? versions.versions : [];
  const [current, before] = known;
  const [revision, setRevision] = useState<number | null>(null);
  const chosen = known.find((version) => version.revision === (revision ?? (before ?? current)?.revision));
  return (
    <Dialog
      title={words.title}
      closeLabel={managerStrings.close}
      onClose={editor.hideVersions}
      size="wide"
      testId="editor-versions"
      actions={
        chosen === undefined ? null : (
          <ActionButton
            variant="primary"
            isOff={chosen === current}
            data-testid="editor-restore"
            onClick={() => {
              leave(() => void editor.restore(chosen.revision));
            }}
          >
            {words.restore}
          </ActionButton>
        )
      }
    >
      {current === undefined || chosen === undefined ? (
        <Text as="p" role="status">
          {versions.kind === 'failed' ? words.failed(versions.failure.message) : words.loading}
        </Text>
      ) : (
        <OpenVersions versions={known} {...{ current, chosen }} onChoose={setRevision} />
      )}
    </Dialog>
  );
}

interface OpenVersionsProps {
  readonly versions: readonly Version[];
  readonly current: Version;
  readonly chosen: Version;
  readonly onChoose: (revision: number) => void;
}

function OpenVersions({ versions, current, chosen, onChoose }: OpenVersionsProps): React.JSX.Element {
  const { format, nameOf } = useManager();
  const id = useUID();
  return (
    <>
      <Label htmlFor={id}>{words.list}</Label>
      <Select
        id={id}
        value={String(chosen.revision)}
        data-testid="version-select"
        onChange={({ target }) => {
          onChoose(Number(target.value));
        }}
      >
        {versions.map((version) => (
          <Option key={version.revision} value={String(version.revision)}>
            {[
              words.version(format.count(version.revision)),
              version === current ? words.current : null,
              STATUS_WORDS[version.status],
              words.by(nameOf(version.by), format.dateTime(version.at)),
            ]
              .filter((text) => text !== null)
              .join(' · ')}
          </Option>
        ))}
      </Select>
      <Box marginTop="space50">
        <VersionDiff version={chosen} current={current} />
      </Box>
    </>
  );
}
