import type { QueueGroup } from '@flex-sync-suite/shared/contract';
import { createRulesEditor } from '@flex-sync-suite/shared/flex';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { RulesDialog } from '@flex-sync-suite/shared/views';
import React, { useState } from 'react';
import { useBoardPorts } from '../data/board-ports';
import type { Formatters } from '../model/formatters';
import { draftOfGroup, EMPTY_GROUP } from '../model/queue-group-draft';
import { useFormatters } from '../parts/formatters-context';
import { GROUP_EDITING, groupStrings as words } from '../strings/group-strings';
import { MatchWords, matchSentence } from '../parts/match-words';
import { GroupForm } from './group-form';

/** The groups of queues: read by supervisors, changed by admins. */
export function QueueGroupsDialog({ onClose }: { readonly onClose: () => void }): React.JSX.Element {
  const { settings } = useBoardPorts();
  const format = useFormatters();
  const [editor] = useState(() => createRulesEditor(settings.groups));
  const state = useSource(editor);
  return (
    <RulesDialog
      {...{ editor, state, words, onClose }}
      isOrdered={false}
      newId={newGroupId}
      wordsOf={(group) => <GroupWords group={group} format={format} />}
      sentenceOf={(group) => sentenceOf(group, format)}
      renderNew={({ isBusy, onAdd }) => <GroupForm isBusy={isBusy} initial={EMPTY_GROUP} onSubmit={onAdd} />}
      editing={{
        words: GROUP_EDITING,
        renderEdited: ({ rule, isBusy, onSave, onCancel }) => (
          <GroupForm
            {...{ isBusy, onCancel }}
            initial={draftOfGroup(rule)}
            onSubmit={(changed) => {
              onSave({ ...changed, id: rule.id });
            }}
          />
        ),
      }}
    />
  );
}

/** Random, and not the next number: a link to a group that is gone must not lead to another one. */
function newGroupId(groups: readonly QueueGroup[]): string {
  const id = `g${Math.random().toString(36).slice(2, 10)}`;
  return groups.some((group) => group.id === id) ? newGroupId(groups) : id;
}

function GroupWords({ group, format }: { readonly group: QueueGroup; readonly format: Formatters }): React.JSX.Element {
  const picked = pickedWords(group, format);
  return (
    <>
      <bdi dir="auto">{group.name}</bdi>
      {': '}
      {group.queues === undefined ? null : <MatchWords match={group.queues} />}
      {group.queues === undefined || picked === '' ? picked : `, ${picked}`}
    </>
  );
}

function sentenceOf(group: QueueGroup, format: Formatters): string {
  const rule = group.queues === undefined ? '' : matchSentence(group.queues);
  return `${group.name}: ${[rule, pickedWords(group, format)].filter((part) => part !== '').join(', ')}`;
}

const pickedWords = ({ included, excluded }: QueueGroup, { count }: Formatters): string =>
  [
    included.length === 0 ? '' : words.byHand(count(included.length)),
    excluded.length === 0 ? '' : words.without(count(excluded.length)),
  ]
    .filter((part) => part !== '')
    .join(', ');
