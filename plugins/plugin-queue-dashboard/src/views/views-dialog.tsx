import type { NamedView, NamedViews } from '@flex-sync-suite/shared/contract';
import { Dialog, RulesFailed, RulesNews } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import type { BoardChoice } from '../choice/use-board-choice';
import { useFormatters } from '../parts/formatters-context';
import { OpensWith } from './opens-with';
import { mayChange, type Views } from './use-views';
import { inOrder, isInUse, useViewDeeds, type ViewDeeds } from './use-view-deeds';
import { ViewForm } from './view-form';
import { ViewRow } from './view-row';
import { viewsStrings as words } from './views-strings';

interface ViewsDialogProps {
  readonly choice: BoardChoice;
  readonly views: Views;
  readonly onClose: () => void;
}

/** All views: what is shown is kept as a new one, others are renamed, shared, deleted; each change is saved at once. */
export function ViewsDialog({ choice, views, onClose }: ViewsDialogProps): React.JSX.Element {
  const { current, isBusy, failure } = views.state;
  const deeds = useViewDeeds(views, choice);
  return (
    <Dialog title={words.title} closeLabel={words.close} onClose={onClose} testId="views-dialog">
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Text as="p">{words.text}</Text>
        <RulesFailed
          words={words}
          failure={failure}
          onRetry={() => {
            if (failure !== null && failure.kind !== 'conflict') void failure.retry();
          }}
        />
        <RulesNews words={words} deed={deeds.deed} isBusy={isBusy} />
        {current === null ? (
          <Text as="p">{failure === null ? words.loading : ''}</Text>
        ) : (
          <KnownViews {...{ choice, current, deeds, isBusy }} />
        )}
      </Box>
    </Dialog>
  );
}

interface KnownViewsProps extends Pick<ViewsDialogProps, 'choice'> {
  readonly current: NamedViews;
  readonly deeds: ViewDeeds;
  readonly isBusy: boolean;
}

function KnownViews({ choice, current, deeds, isBusy }: KnownViewsProps): React.JSX.Element {
  const { collator } = useFormatters();
  const [edited, setEdited] = useState<NamedView | null>(null);
  // Another number is another form, which begins anew.
  const [saved, setSaved] = useState(0);
  const onDone = (): void => {
    setEdited(null);
    setSaved((before) => before + 1);
  };
  const { mayShare, views } = current;
  return (
    <>
      <ViewForm
        key={`${edited?.id ?? ''} ${saved}`}
        {...{ mayShare, isBusy }}
        takesFocus={edited !== null || saved > 0}
        title={edited === null ? words.newTitle : words.editTitle}
        initial={edited ?? { name: '', audience: 'me' }}
        saveText={edited === null ? words.add : words.save}
        onSave={(said) => {
          if (edited === null) deeds.add(said, onDone);
          else deeds.edit(views.find(({ id }) => id === edited.id) ?? edited, said, onDone);
        }}
        onCancel={edited === null ? null : onDone}
      />
      {views.length === 0 ? (
        <Text as="p">{words.none}</Text>
      ) : (
        <Box as="ul" aria-label={words.title} margin="space0" style={LIST}>
          {inOrder(current, collator).map((view) => (
            <ViewRow
              key={view.id}
              {...{ view, isBusy }}
              isInUse={isInUse(choice, view)}
              changes={
                mayChange(view, current)
                  ? {
                      edit: () => {
                        setEdited(view);
                      },
                      remove: () => {
                        deeds.remove(view);
                      },
                    }
                  : null
              }
              onCopyLink={() => {
                deeds.copyLink(view);
              }}
            />
          ))}
        </Box>
      )}
      <OpensWith current={current} onDefault={deeds.setDefault} />
    </>
  );
}

const LIST = { listStyle: 'none', padding: 0 } as const;
