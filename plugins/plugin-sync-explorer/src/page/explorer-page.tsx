import type { ExplorerService, ExplorerServices } from '@flex-sync-suite/shared/contract';
import { useSource } from '@flex-sync-suite/shared/hooks';
import { ControlRow, useNarrowWindow, useShortWindow } from '@flex-sync-suite/shared/views';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useState, type ReactNode } from 'react';
import type { Choice } from '../data/selection';
import { FindingsPage } from '../findings/findings-page';
import { HealthPage } from '../health/health-page';
import { literalText } from '../model/literal-text';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { words } from '../parts/strings';
import { TimelinePanel } from '../timeline/timeline-panel';
import { ObjectsPage } from './objects-page';
import { Tabs, type Tab } from './tabs';

type TabName = 'objects' | 'findings' | 'health';

/** In the order in which they stand. */
const TABS: readonly Tab<TabName>[] = [
  { name: 'objects', label: words.tabs.objects },
  { name: 'findings', label: words.tabs.findings },
  { name: 'health', label: words.tabs.health },
];

interface ExplorerPageProps {
  readonly answer: ExplorerServices;
  readonly service: ExplorerService;
  readonly onService: (sid: string) => void;
}

/** The service, the parts of the view as tabs, and the part that is shown. */
export function ExplorerPage({ answer, service, onService }: ExplorerPageProps): React.JSX.Element {
  const { store } = useExplorer();
  const contentId = useUID();
  const [tab, setTab] = useTab();
  const [isShort, isNarrow] = [useShortWindow(), useNarrowWindow()];
  const show = (choice: Choice): void => {
    if (tab !== 'objects') setTab('objects');
    store.selection.choose(choice);
  };
  const content: Readonly<Record<TabName, () => ReactNode>> = {
    objects: () => <ObjectsPage key={service.sid} service={service} />,
    findings: () => <FindingsPage key={service.sid} service={service.sid} onOpen={show} />,
    health: () => <HealthPage store={store.page} locale={store.locale} />,
  };
  return (
    <>
      <ControlRow columnGap="space60">
        {answer.services.length > 1 ? (
          <ServiceChoice services={answer.services} chosen={service} onChoose={onService} />
        ) : null}
        <Tabs label={words.tabs.label} tabs={TABS} shown={tab} contentId={contentId} onChoose={setTab} />
        <Budget first={answer.budget} />
      </ControlRow>
      {answer.unreadable.map(({ sid, reason }) => (
        <Box key={sid} as="p" margin="space0" color="colorTextWarningStrong">
          <Literal text={words.unreadable(sid, reason)} />
        </Box>
      ))}
      <Box
        role="tabpanel"
        id={contentId}
        aria-labelledby={`${contentId}-${tab}`}
        display="flex"
        flexDirection="column"
        flexGrow={1}
        flexShrink={isShort ? 0 : 1}
        minHeight="0"
        paddingTop="space30"
        // What is in it may have a frame around it that shows where the focus is.
        paddingX="space10"
        // In a low window the page scrolls, and all that is in it.
        overflow={isShort ? undefined : isNarrow ? 'auto' : 'hidden'}
      >
        {content[tab]()}
      </Box>
      <TimelinePanel service={service.sid} onOpen={show} />
    </>
  );

  function useTab(): readonly [TabName, (tab: TabName) => void] {
    const [shown, setShown] = useState(() => tabOf(store.url.get('tab')));
    useEffect(
      () =>
        store.url.onStep(['tab'], () => {
          setShown(tabOf(store.url.get('tab')));
        }),
      [],
    );
    return [
      shown,
      (next) => {
        store.url.push({ tab: next === 'objects' ? null : next });
        setShown(next);
      },
    ];
  }
}

const tabOf = (text: string | null): TabName => TABS.find(({ name }) => name === text)?.name ?? 'objects';

interface ServiceChoiceProps {
  readonly services: readonly ExplorerService[];
  readonly chosen: ExplorerService;
  readonly onChoose: (sid: string) => void;
}

function ServiceChoice({ services, chosen, onChoose }: ServiceChoiceProps): React.JSX.Element {
  const id = useUID();
  return (
    <Box minWidth="0">
      <Label htmlFor={id}>{words.service}</Label>
      <Select
        id={id}
        value={chosen.sid}
        data-testid="explorer-service"
        onChange={({ target }) => {
          onChoose(target.value);
        }}
      >
        {services.map(({ sid, friendlyName, uniqueName, isSuite }) => (
          <Option key={sid} value={sid}>
            {`${literalText(friendlyName ?? uniqueName ?? sid)}${isSuite ? ` ${words.ofSuite}` : ''}`}
          </Option>
        ))}
      </Select>
    </Box>
  );
}

function Budget({ first }: { readonly first: ExplorerServices['budget'] }): React.JSX.Element {
  const { store, format } = useExplorer();
  const { left, perSecond } = useSource(store.api.budget) ?? first;
  return (
    <Box color="colorTextWeak" fontSize="fontSize20" data-testid="explorer-budget">
      {words.budget(format.count(left), format.count(perSecond))}
    </Box>
  );
}
