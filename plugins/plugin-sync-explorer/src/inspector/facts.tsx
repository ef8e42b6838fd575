import type { ExplorerObject } from '@flex-sync-suite/shared/contract';
import { Button } from '@twilio-paste/core/button';
import { CopyIcon } from '@twilio-paste/icons/cjs/CopyIcon';
import React, { useState } from 'react';
import { Ends } from '../parts/ends';
import { useExplorer } from '../parts/explorer-context';
import { Literal } from '../parts/literal';
import { words } from '../parts/strings';
import { Fact, Facts } from './section';

const texts = words.inspector;

/** What is known of an object without its value. */
export function ObjectFacts({ object }: { readonly object: ExplorerObject }): React.JSX.Element {
  const { format } = useExplorer();
  const { sid, uniqueName, bytes, revision, createdBy, createdAt, updatedAt, expiresAt } = object;
  const at = (instant: string): string => format.dateTime(Date.parse(instant));
  return (
    <Facts>
      <Fact name={texts.sid}>
        <code>{sid}</code> <Copy what={texts.sid} text={sid} />
      </Fact>
      <Fact name={texts.name}>
        {uniqueName === null ? (
          words.unnamed
        ) : (
          <>
            <Literal text={uniqueName} /> <Copy what={texts.name} text={uniqueName} />
          </>
        )}
      </Fact>
      {object.kind === 'stream' ? null : (
        <Fact name={texts.size}>{bytes === null ? texts.ofItems : <Size bytes={bytes} />}</Fact>
      )}
      {revision === null ? null : <Fact name={texts.revision}>{revision}</Fact>}
      <Fact name={texts.ends}>{expiresAt === null ? texts.never : <Ends at={expiresAt} />}</Fact>
      <Fact name={texts.madeBy}>{createdBy === 'system' ? texts.overRest : <Literal text={createdBy} />}</Fact>
      <Fact name={texts.madeAt}>{at(createdAt)}</Fact>
      <Fact name={texts.changedAt}>{at(updatedAt)}</Fact>
    </Facts>
  );
}

const MAX_BYTES = 16_384;

/** In figures and as a bar. */
function Size({ bytes }: { readonly bytes: number }): React.JSX.Element {
  const { format } = useExplorer();
  const text = texts.bytes(format.count(bytes));
  return (
    <>
      {text} <meter min={0} max={MAX_BYTES} high={0.8 * MAX_BYTES} value={bytes} aria-label={text} style={BAR} />
    </>
  );
}

const BAR = { width: '100%' } as const;

function Copy({ what, text }: { readonly what: string; readonly text: string }): React.JSX.Element {
  const [said, setSaid] = useState('');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(texts.copied);
    } catch {
      // A page without permission, or not in a secure context.
      setSaid(texts.copyFailed);
    }
  }
  return (
    <>
      <Button variant="reset" size="reset" onClick={() => void copy()} aria-label={texts.copy(what)}>
        <CopyIcon decorative size="sizeIcon20" />
      </Button>
      <span role="status">{said}</span>
    </>
  );
}
