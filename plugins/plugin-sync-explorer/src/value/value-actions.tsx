import { useSource } from '@flex-sync-suite/shared/hooks';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React, { useMemo, useState } from 'react';
import type { OpenObject } from '../data/open-object';
import { EditDialog } from '../edit/edit-dialog';
import { isShownWhole } from '../model/json-draft';
import type { JsonObject } from '../model/json-pointer';
import { revisionsOf, valueKey } from '../model/revision-history';
import { useExplorer } from '../parts/explorer-context';
import { words } from '../parts/strings';
import { CompareDialog } from './compare-dialog';
import { RevealDialog } from './reveal-dialog';

/** The data of a Document or of an item, at a revision. */
export interface ShownValue {
  readonly itemKey: string | null;
  readonly data: JsonObject;
  readonly revision: string;
  /** Of what Sync holds; null where nobody told. */
  readonly bytes: number | null;
  /** How much of it is hidden. */
  readonly maskedCount: number;
}

interface ValueActionsProps {
  readonly open: OpenObject;
  readonly isSuite: boolean;
  readonly value: ShownValue;
}

/** What can be done with one value. */
export function ValueActions({ open, isSuite, value }: ValueActionsProps): React.JSX.Element {
  const { store, format } = useExplorer();
  const [opened, setOpened] = useState<'compare' | 'reveal' | 'edit' | null>(null);
  const seen = revisionsOf(useSource(store.history), valueKey(open.key.sid, value.itemKey));
  const { data, bytes } = value;
  const isWhole = useMemo(() => isShownWhole(data, bytes), [data, bytes]);
  const close = (): void => {
    setOpened(null);
  };
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      columnGap="space40"
      rowGap="space20"
      paddingBottom="space20"
    >
      {seen.length === 0 ? null : (
        <Button
          variant="link"
          size="reset"
          data-testid="explorer-compare"
          onClick={() => {
            setOpened('compare');
          }}
        >
          {words.value.compare}
        </Button>
      )}
      {isSuite || value.maskedCount > 0 ? null : !isWhole ? (
        <Note>{words.value.notWhole}</Note>
      ) : (
        <Button
          variant="link"
          size="reset"
          data-testid="explorer-edit"
          onClick={() => {
            setOpened('edit');
          }}
        >
          {words.value.edit}
        </Button>
      )}
      {value.maskedCount === 0 ? null : (
        <>
          <Note>{words.value.maskedNote(format.count(value.maskedCount))}</Note>
          <Button
            variant="link"
            size="reset"
            data-testid="explorer-reveal"
            onClick={() => {
              setOpened('reveal');
            }}
          >
            {words.value.reveal}
          </Button>
        </>
      )}
      {opened === 'compare' ? <CompareDialog seen={seen} onClose={close} /> : null}
      {opened === 'edit' ? <EditDialog open={open} value={value} onClose={close} /> : null}
      {opened === 'reveal' ? <RevealDialog open={open} itemKey={value.itemKey} onClose={close} /> : null}
    </Box>
  );
}

const Note = ({ children }: { readonly children: string }): React.JSX.Element => (
  <Box as="span" color="colorTextWeak" fontSize="fontSize20">
    {children}
  </Box>
);
