import React, { useMemo, useState } from 'react';
import { hookStrings } from '../alert-hooks/hook-strings';
import { HooksDialog } from '../alert-hooks/hooks-dialog';
import { alertRuleStrings } from '../alert-rules/alert-rule-strings';
import { AlertRulesDialog } from '../alert-rules/alert-rules-dialog';
import { QueueGroupsDialog } from '../groups/queue-groups-dialog';
import { QueueRulesDialog } from '../rules/queue-rules-dialog';
import { groupStrings } from '../strings/group-strings';
import { rulesStrings } from '../strings/rules-strings';
import { toolbarStrings } from '../strings/toolbar-strings';
import { ToolbarMenu } from '../parts/toolbar-menu';

/** A dialog in which is set what counts for everybody. */
interface Editor {
  readonly testId: string;
  readonly text: string;
  readonly Dialog: (props: { readonly onClose: () => void }) => React.JSX.Element;
}

/** In the order of the menu. */
const EDITORS: readonly Editor[] = [
  { testId: 'open-rules', text: rulesStrings.open, Dialog: QueueRulesDialog },
  { testId: 'open-alert-rules', text: alertRuleStrings.open, Dialog: AlertRulesDialog },
  { testId: 'open-hooks', text: hookStrings.open, Dialog: HooksDialog },
  { testId: 'open-groups', text: groupStrings.open, Dialog: QueueGroupsDialog },
];

/** Leads to everything that is set for everybody. */
export function SettingsMenu(): React.JSX.Element {
  const [opened, setOpened] = useState<Editor | null>(null);
  const entries = useMemo(
    () =>
      EDITORS.map((editor) => ({
        ...editor,
        onChoose: () => {
          setOpened(editor);
        },
      })),
    [],
  );
  return (
    <>
      <ToolbarMenu
        text={toolbarStrings.settings}
        label={toolbarStrings.settingsLabel}
        testId="settings-menu"
        sections={[{ entries }]}
      />
      {opened === null ? null : (
        <opened.Dialog
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </>
  );
}
