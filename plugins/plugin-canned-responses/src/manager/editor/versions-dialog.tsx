import type { ResponseVersions } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
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
export function VersionsDialog({ state }: { readonly state: EditorState }): React.JSX.Element {
  const { editor } = useManager();
  const id = useUID();
  const { versions } = state;
  return (
    <Modal
      ariaLabelledby={`${id}-heading`}
      isOpen
      onDismiss={editor.hideVersions}
      size="wide"
      data-testid="editor-versions"
    >
      <ModalHeader>
        <ModalHeading as="h2" id={`${id}-heading`}>
          {words.title}
        </ModalHeading>
      </ModalHeader>
      {versions.kind === 'open' ? (
        <OpenVersions versions={versions.versions} />
      ) : (
        <ModalBody>
          <Text as="p" role="status">
            {versions.kind === 'failed' ? words.failed(versions.failure.message) : words.loading}
          </Text>
        </ModalBody>
      )}
    </Modal>
  );
}

function OpenVersions({ versions }: { readonly versions: readonly Version[] }): React.JSX.Element | null {
  const { editor, leave, format, nameOf } = useManager();
  const id = useUID();
  const [current, before] = versions;
  const [revision, setRevision] = useState((before ?? current)?.revision);
  const chosen = versions.find((version) => version.revision === revision);
  if (current === undefined || chosen === undefined) return null;
  return (
    <>
      <ModalBody>
        <Label htmlFor={`${id}-version`}>{words.list}</Label>
        <Select
          id={`${id}-version`}
          value={String(chosen.revision)}
          data-testid="version-select"
          onChange={({ target }) => {
            setRevision(Number(target.value));
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
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          <Button variant="secondary" onClick={editor.hideVersions}>
            {managerStrings.close}
          </Button>
          <Button
            variant="primary"
            disabled={chosen === current}
            data-testid="editor-restore"
            onClick={() => {
              leave(() => void editor.restore(chosen.revision));
            }}
          >
            {words.restore}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </>
  );
}
