import React, { memo } from 'react';
import type { EntryOf } from '../model/customer-facts';
import { lineKey, priceOf } from '../model/product-line';
import { useFormatters } from '../parts/formatters-context';
import { strings } from '../parts/strings';
import { Ago, FoundWords, ProductName, Told } from '../parts/words';
import { Line, Lines, Section } from './section';

/** The last searches; those that found nothing are marked. */
export const Searches = memo(function Searches({ searches }: { readonly searches: EntryOf<'searches'> | null }) {
  if (searches === null || searches.searches.length === 0) return null;
  return (
    <Section title={strings.searches.title} testId="customer-searches">
      <Lines>
        {searches.searches.map(({ query, at, found }) => (
          <Line key={`${at} ${query}`} testId="customer-search" aside={<Ago at={Date.parse(at)} />}>
            <Told>{query}</Told> <FoundWords found={found} />
          </Line>
        ))}
      </Lines>
    </Section>
  );
});

interface InterestsProps {
  readonly interests: EntryOf<'interests'> | null;
  /** Where the customer is; null when it is unknown. */
  readonly country: string | null;
}

/** The products that were looked at last; those that are not sold where the customer is are marked. */
export const Interests = memo(function Interests({ interests, country }: InterestsProps) {
  const { count, money } = useFormatters();
  if (interests === null || interests.products.length === 0) return null;
  return (
    <Section title={strings.interests.title} testId="customer-interests">
      <Lines>
        {interests.products.map((product, index) => {
          const price = priceOf(product, interests.currency);
          const { at, views } = product;
          return (
            <Line key={lineKey(product, index)} testId="customer-interest" aside={<Ago at={Date.parse(at)} />}>
              <ProductName {...product} country={country} />
              {price === null ? null : (
                <>
                  {' · '}
                  <bdi>{money(price)}</bdi>
                </>
              )}
              {views > 1 ? ` · ${strings.product.views(views, count(views))}` : null}
            </Line>
          );
        })}
      </Lines>
    </Section>
  );
});

/** The last orders. */
export const Orders = memo(function Orders({ orders }: { readonly orders: EntryOf<'orders'> | null }) {
  const { count, money } = useFormatters();
  if (orders === null || orders.orders.length === 0) return null;
  return (
    <Section title={strings.orders.title} testId="customer-orders">
      <Lines>
        {orders.orders.map(({ orderId, at, total, units, state }) => (
          <Line key={orderId} testId="customer-order" aside={<Ago at={Date.parse(at)} />}>
            {strings.orders.states[state]} <Told>{orderId}</Told> · {strings.orders.units(units, count(units))}
            {total === null ? null : (
              <>
                {' · '}
                <bdi>{money(total)}</bdi>
              </>
            )}
          </Line>
        ))}
      </Lines>
    </Section>
  );
});
