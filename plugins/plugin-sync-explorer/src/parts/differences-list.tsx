import { Box } from '@twilio-paste/core/box';
import React from 'react';
import type { JsonDifference } from '../model/json-differences';
import { literalJson, literalText } from '../model/literal-text';
import { words } from './strings';

const texts = words.compare;
/** More of them tell nobody more. */
const MAX_SHOWN = 200;

/** Where two values differ: the path, what was there and what is. */
export function DifferencesList({
  differences,
}: {
  readonly differences: readonly JsonDifference[];
}): React.JSX.Element {
  if (differences.length === 0) return <p data-testid="explorer-same">{texts.same}</p>;
  return (
    <Box as="ul" margin="space0" padding="space0" style={PLAIN} data-testid="explorer-differences">
      {differences.slice(0, MAX_SHOWN).map((difference) => (
        <Box
          as="li"
          key={difference.pointer}
          paddingY="space20"
          borderBottomStyle="solid"
          borderBottomWidth="borderWidth10"
          borderBottomColor="colorBorderWeaker"
        >
          <strong>
            <bdi dir="auto">{difference.pointer === '' ? words.value.whole : literalText(difference.pointer)}</bdi>
          </strong>{' '}
          {texts[difference.kind]}
          {'before' in difference ? <Side label={texts.before} value={difference.before} /> : null}
          {'after' in difference ? <Side label={texts.after} value={difference.after} /> : null}
        </Box>
      ))}
      {differences.length > MAX_SHOWN ? <li>…</li> : null}
    </Box>
  );
}

const Side = ({ label, value }: { readonly label: string; readonly value: unknown }): React.JSX.Element => (
  <Box display="flex" columnGap="space30">
    <Box as="span" color="colorTextWeak" flexShrink={0}>
      {label}
    </Box>
    <bdi dir="auto" style={CODE}>
      {literalJson(value)}
    </bdi>
  </Box>
);

const PLAIN = { listStyle: 'none' } as const;
const CODE = { fontFamily: 'monospace', overflowWrap: 'anywhere', minWidth: 0 } as const;
