import { LibraryConflict, parseWithSchema, type Library, type WorkerSid } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Callout, CalloutText } from '@twilio-paste/core/callout';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Modal, ModalBody, ModalFooter, ModalFooterActions, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { failureOf, refusalBody } from '../data/manager-api';
import { useManager } from '../parts/manager-context';
import { managerStrings } from '../parts/manager-strings';
import { PeoplePicker, type People } from './people-picker';

const words = managerStrings.library;

/** Makes a library, or changes its name, members and leads: for administrators. */
export function LibraryDialog({
  library: opened,
  onClose,
}: {
  /** Null for a new one. */
  readonly library: Library | null;
  readonly onClose: () => void;
}): React.JSX.Element {
  const { api, libraries, list } = useManager();
  const id = useUID();
  const [library, setLibrary] = useState(opened);
  const [name, setName] = useState(opened?.name ?? '');
  const [kind, setKind] = useState<'global' | 'team'>(opened?.kind === 'global' ? 'global' : 'team');
  const [people, setPeople] = useState<People>(() => peopleOf(opened));
  const [isBusy, setIsBusy] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  /** Runs a command, then reads the libraries again and closes. */
  async function run(command: () => Promise<Library | null>): Promise<void> {
    setIsBusy(true);
    setFailure(null);
    try {
      const kept = await command();
      await libraries.load();
      list.setFilter({ library: kept?.id ?? null });
      onClose();
    } catch (error) {
      const refused = parseWithSchema(LibraryConflict, refusalBody(error));
      if (refused.ok) {
        setLibrary(refused.value.current);
        setName(refused.value.current.name);
        setPeople(peopleOf(refused.value.current));
      }
      setFailure(refused.ok ? words.conflict : failureOf(error).message);
      setIsBusy(false);
    }
  }

  const save = async (): Promise<Library> => {
    const made = library ?? (await api.createLibrary({ name, kind }));
    // A try after a failure changes the library that is there by now.
    setLibrary(made);
    const members = kind === 'global' ? {} : { members: [...people.members] };
    return api.editLibrary(made.id, { revision: made.revision, name, ...members, leads: [...people.leads] });
  };

  return (
    <Modal ariaLabelledby={`${id}-heading`} isOpen onDismiss={onClose} size="default" data-testid="library-dialog">
      <ModalHeader>
        <ModalHeading as="h2" id={`${id}-heading`}>
          {opened === null ? words.createTitle : words.editTitle(opened.name)}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box display="flex" flexDirection="column" rowGap="space50">
          <div role="alert">
            {failure === null ? null : (
              <Callout variant="error">
                <CalloutText>{failure}</CalloutText>
              </Callout>
            )}
          </div>
          <div>
            <Label htmlFor={`${id}-name`} required>
              {words.name}
            </Label>
            <Input
              id={`${id}-name`}
              type="text"
              value={name}
              dir="auto"
              data-testid="library-name"
              onChange={({ target }) => {
                setName(target.value);
              }}
            />
          </div>
          {opened === null ? (
            <div>
              <Label htmlFor={`${id}-kind`}>{words.kind}</Label>
              <Select
                id={`${id}-kind`}
                value={kind}
                data-testid="library-kind"
                onChange={({ target }) => {
                  setKind(target.value === 'global' ? 'global' : 'team');
                }}
              >
                <Option value="team">{words.kindTeam}</Option>
                <Option value="global">{words.kindGlobal}</Option>
              </Select>
            </div>
          ) : null}
          <Text as="p" color="colorTextWeak">
            {kind === 'global' ? words.globalNote : words.leadNote}
          </Text>
          <PeoplePicker people={people} hasMembers={kind === 'team'} onChange={setPeople} />
        </Box>
      </ModalBody>
      <ModalFooter>
        <ModalFooterActions>
          {library === null ? null : (
            <Button
              variant="destructive_secondary"
              disabled={isBusy}
              data-testid="library-remove"
              onClick={() => {
                if (!isRemoving) setIsRemoving(true);
                else void run(() => api.removeLibrary(library.id).then(() => null));
              }}
            >
              {isRemoving ? words.confirmRemove : words.remove}
            </Button>
          )}
          <Button variant="secondary" onClick={onClose}>
            {managerStrings.cancel}
          </Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabled={name.trim() === ''}
            data-testid="library-save"
            onClick={() => void run(save)}
          >
            {opened === null ? words.make : words.save}
          </Button>
        </ModalFooterActions>
      </ModalFooter>
    </Modal>
  );
}

const peopleOf = (library: Library | null): People => ({
  members: new Set<WorkerSid>(library?.members ?? []),
  leads: new Set<WorkerSid>(library?.leads ?? []),
});
