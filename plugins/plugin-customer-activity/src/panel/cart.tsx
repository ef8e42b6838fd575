import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { memo } from 'react';
import type { EntryOf } from '../model/customer-facts';
import { lineKey, priceOf } from '../model/product-line';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { Amounts, ProductName } from '../parts/words';
import { Line, Lines, Section } from './section';

interface CartProps {
  readonly cart: EntryOf<'cart'> | null;
  /** Where the customer is; null when it is unknown. */
  readonly country: string | null;
}

/** What is in the cart, and what it costs: an amount for each currency. */
export const Cart = memo(function Cart({ cart, country }: CartProps) {
  const { count, money } = useFormatters();
  if (cart === null) return null;
  const { lines, more, totals, currency } = cart;
  const isEmpty = lines.length === 0 && more === 0;
  return (
    <Section title={strings.cart.title} testId="customer-cart">
      {isEmpty ? (
        <Text as="p" fontSize="fontSize20" color="colorTextWeak">
          {strings.cart.empty}
        </Text>
      ) : (
        <Lines>
          {lines.map((line, index) => {
            const price = priceOf(line, currency);
            return (
              <Line
                key={lineKey(line, index)}
                testId="cart-line"
                aside={price === null ? null : <bdi>{money(price)}</bdi>}
              >
                {count(line.quantity)} × <ProductName {...line} country={country} />
              </Line>
            );
          })}
          {more === 0 ? null : <Line testId="cart-more">{strings.cart.more(count(more))}</Line>}
        </Lines>
      )}
      {totals.length === 0 ? null : (
        <Box
          display="flex"
          justifyContent="space-between"
          columnGap="space40"
          paddingTop="space20"
          fontWeight="fontWeightSemibold"
          data-testid="cart-total"
        >
          <span>{strings.cart.total}</span>
          <span>
            <Amounts totals={totals} />
          </span>
        </Box>
      )}
    </Section>
  );
});
