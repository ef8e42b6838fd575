import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import React, { type ReactNode } from 'react';
import { Told } from '../../parts/words';
import type { ProductFacts } from '../model/product-facts';
import { useSupervisor } from '../parts/supervisor-context';
import { PRODUCT_WORD_TITLES, words } from '../parts/supervisor-strings';

const texts = words.product;

/** What the shop tells of a product; nothing of what it does not tell. */
export function ProductAttributes({ facts }: { readonly facts: ProductFacts }): React.JSX.Element {
  const { format } = useSupervisor();
  const { id, words: told, price, quantity, countries } = facts;
  return (
    <Box as="dl" margin="space0" style={GRID}>
      {told.map(({ kind, text }) => (
        <Attribute key={kind} name={kind} title={PRODUCT_WORD_TITLES[kind]}>
          <Told>{text}</Told>
        </Attribute>
      ))}
      {id === null ? null : (
        <Attribute name="id" title={texts.id}>
          <Told>{id}</Told>
        </Attribute>
      )}
      {price === null ? null : (
        <Attribute name="price" title={texts.price}>
          <bdi>{format.money(price)}</bdi>
        </Attribute>
      )}
      {quantity === null ? null : (
        <Attribute name="quantity" title={texts.quantity}>
          {quantity > 0 ? (
            format.count(quantity)
          ) : (
            <Badge as="span" variant="warning">
              {texts.soldOut}
            </Badge>
          )}
        </Attribute>
      )}
      {countries === null ? null : (
        <Attribute name="countries" title={texts.countries}>
          {countries.length === 0
            ? texts.nowhere
            : countries.map(format.country).sort(format.collator.compare).join(', ')}
        </Attribute>
      )}
    </Box>
  );
}

interface AttributeProps {
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
}

const Attribute = ({ name, title, children }: AttributeProps): React.JSX.Element => (
  <>
    <Box as="dt" color="colorTextWeak">
      {title}
    </Box>
    <Box as="dd" margin="space0" minWidth="0" data-testid="product-attribute" data-key={name}>
      {children}
    </Box>
  </>
);

const GRID = {
  display: 'grid',
  gridTemplateColumns: 'minmax(100px, max-content) 1fr',
  columnGap: '1rem',
  rowGap: '0.25rem',
} as const;
