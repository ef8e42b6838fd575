import type { ExplorerLink, ExplorerReader, ExplorerStanding } from '@flex-sync-suite/shared/contract';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { words } from '../parts/strings';
import { Section } from './section';

const texts = words.inspector;

/** Who may see an object, by name. */
export function ReadersSection({ standing }: { readonly standing: ExplorerStanding }): React.JSX.Element {
  const { readers, hasMoreReaders, isOpenToAll } = standing;
  return (
    <Section title={texts.readers} testId="explorer-readers">
      {isOpenToAll ? (
        <Box as="p" margin="space0" color="colorTextErrorStrong" fontWeight="fontWeightSemibold">
          {texts.openToAll}
        </Box>
      ) : readers.length === 0 ? (
        texts.nobody
      ) : null}
      <Box as="ul" margin="space0" paddingLeft="space50" fontSize="fontSize30">
        {readers.map((reader) => (
          <li key={reader.identity}>
            <Who who={reader.who} /> (<Literal text={reader.identity} />
            ): {rightsOf(reader)}
          </li>
        ))}
        {hasMoreReaders ? <li>{texts.moreReaders}</li> : null}
      </Box>
    </Section>
  );
}

const rightsOf = (reader: ExplorerReader): string =>
  (['read', 'write', 'manage'] as const)
    .filter((right) => reader[right])
    .map((right) => texts.may[right])
    .join(', ');

function Who({ who }: Pick<ExplorerReader, 'who'>): React.JSX.Element {
  const { format } = useExplorer();
  switch (who.kind) {
    case 'worker':
      return who.name === null ? <>{texts.unknownWorker}</> : <Literal text={who.name} />;
    case 'profile':
      return (
        <span title={who.libraries.join(', ')}>
          {texts.profile(who.role)}, {texts.inLibraries(format.count(who.libraries.length))}
        </span>
      );
    case 'shop':
      return <>{texts.shop}</>;
    case 'unknown':
      return <>{words.unnamed}</>;
  }
}

/** What an object names, and what names it. */
export const LinksSection = ({ links }: { readonly links: readonly ExplorerLink[] }): React.JSX.Element => (
  <Section title={texts.links} testId="explorer-links">
    {links.length === 0 ? (
      texts.noLinks
    ) : (
      <Box as="ul" margin="space0" paddingLeft="space50" fontSize="fontSize30">
        {links.map((link) => (
          <li key={JSON.stringify([link.direction, link.itemKey, link.to.sid])} data-state={link.state}>
            {link.direction === 'names' ? texts.names : texts.namedBy} <Target to={link.to} />
            {link.itemKey === null ? null : <Literal text={` (${texts.byItem(link.itemKey)})`} />}{' '}
            <Box as="strong" color={link.state === 'missing' ? 'colorTextErrorStrong' : 'colorTextWeak'}>
              {texts.linkStates[link.state]}
            </Box>
          </li>
        ))}
      </Box>
    )}
  </Section>
);

function Target({ to }: Pick<ExplorerLink, 'to'>): React.JSX.Element {
  const { store } = useExplorer();
  const name = to.uniqueName ?? to.sid;
  if (to.kind === 'worker') {
    return (
      <>
        {texts.worker} <Literal text={name} />
      </>
    );
  }
  const { kind, sid, uniqueName } = to;
  return (
    <Button
      variant="link"
      size="reset"
      onClick={() => {
        store.selection.choose({ kind, sid, name: uniqueName });
      }}
    >
      {words.kind[kind]} <Literal text={name} />
    </Button>
  );
}
