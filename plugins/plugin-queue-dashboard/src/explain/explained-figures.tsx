import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import React, { type RefObject } from 'react';
import type { FigureSource } from '../model/figures/figure-source';
import type { Formula, Span } from '../model/figures/formulas';
import type { Quantities } from '../model/figures/figure-value';
import { reckon, serviceLevels, spanBounds } from '../model/figures/reckoning';
import type { ZoneFormatters } from '../model/zone-formatters';
import {
  dayWords,
  explanationStrings as words,
  inForceWords,
  reckoningWords,
  SERVICE_LEVEL_NAMES,
  SPAN_TITLES,
  valueWords,
} from '../strings/explanation-strings';
import { weekBeforeStrings } from '../strings/week-before-strings';
import { useFormatters } from '../parts/formatters-context';
import type { ExplainedFigure as Explained } from '../table/columns';

/** A column of the table, or what stands in the drawer. */
export interface NamedFigure extends Explained {
  readonly id: string;
  /** The figure in the second line, where that is no part of the first. */
  readonly second: Explained | null;
}

interface ExplainedFiguresProps {
  /** What is explained, by an id of its own. */
  readonly columns: readonly NamedFigure[];
  readonly source: FigureSource;
  /** What a week before is reckoned from. Default: it is not known. */
  readonly before?: Quantities;
  readonly zone: ZoneFormatters;
  /** The one that was asked about. */
  readonly column: string | null;
  readonly askedRef: RefObject<HTMLElement>;
}

const SPANS = ['now', 'last15Minutes', 'last30Minutes', 'last60Minutes', 'today'] as const;

/** Every figure of a row with its definition and its formula, below the window that it is counted over. */
export const ExplainedFigures = (props: ExplainedFiguresProps): React.JSX.Element => (
  <>
    {SPANS.filter((span) => props.columns.some(({ formula }) => formula?.span === span)).map((span) => (
      <section key={span}>
        <SpanHeading span={span} source={props.source} zone={props.zone} />
        <Box as="dl" margin="space0" data-testid={`explanation-${span}`}>
          {props.columns.map((column) =>
            column.formula?.span === span ? (
              <ExplainedFigure
                key={column.id}
                {...props}
                {...{ column, formula: column.formula }}
                asked={props.column}
              />
            ) : null,
          )}
        </Box>
      </section>
    ))}
  </>
);

function SpanHeading({ span, source, zone }: Pick<ExplainedFiguresProps, 'source' | 'zone'> & { readonly span: Span }) {
  const bounds = spanBounds(span, source);
  const title = SPAN_TITLES[span];
  const from = span === 'today' ? zone.dateMinute : zone.minute;
  const day = span === 'today' ? dayWords(source.policy, zone.zone) : null;
  return (
    // In sight beside each of its figures.
    <Box
      position="sticky"
      top={0}
      zIndex="zIndex10"
      marginTop="space50"
      paddingY="space30"
      backgroundColor="colorBackgroundBody"
    >
      <Heading as="h3" variant="heading40" marginBottom="space0">
        {bounds === null ? title : words.window(title, from(bounds.from), zone.minute(bounds.to))}
      </Heading>
      {day === null ? null : (
        <Box color="colorTextWeak" data-testid="explanation-day">
          {day}
        </Box>
      )}
    </Box>
  );
}

interface ExplainedFigureProps extends Omit<ExplainedFiguresProps, 'column' | 'columns'> {
  readonly column: NamedFigure;
  readonly formula: Formula;
  readonly asked: string | null;
}

function ExplainedFigure(props: ExplainedFigureProps): React.JSX.Element | null {
  const { source, zone, column, formula, asked, askedRef } = props;
  const format = useFormatters();
  const reckoning = reckon(formula, source);
  if (reckoning === null) return null;
  const second = column.second?.formula == null ? null : reckon(column.second.formula, source);
  const inForce = inForceWords(formula, source, format);
  const isAsked = asked === column.id;
  return (
    <Box
      padding="space30"
      borderTopStyle="solid"
      borderTopWidth="borderWidth10"
      borderTopColor="colorBorderWeaker"
      {...(isAsked ? ASKED : {})}
      data-testid={`explained-${column.id}`}
    >
      <Box
        as="dt"
        ref={isAsked ? askedRef : undefined}
        tabIndex={isAsked ? -1 : undefined}
        fontWeight="fontWeightSemibold"
        color="colorText"
        outline="none"
        style={BELOW_HEADING}
      >
        {column.title}: {valueWords(reckoning, format)}
      </Box>
      <Line weak>{column.definition}.</Line>
      <Line>{reckoningWords(reckoning, format, zone)}</Line>
      {second === null || valueWords(second, format) === valueWords(reckoning, format) ? null : (
        <Line>
          {column.second?.title}: {reckoningWords(second, format, zone)}
        </Line>
      )}
      <FigureBefore {...props} />
      {inForce === null ? null : <Line weak>{inForce}</Line>}
      {formula.kind === 'serviceLevel' ? <OtherServiceLevels {...props} /> : null}
    </Box>
  );
}

const BELOW_HEADING = { scrollMarginTop: '64px' } as const;
const ASKED = { backgroundColor: 'colorBackgroundPrimaryWeakest' } as const;

function Line({ weak = false, children }: { readonly weak?: boolean; readonly children: React.ReactNode }) {
  return (
    <Box as="dd" margin="space0" color={weak ? 'colorTextWeak' : 'colorText'} fontVariantNumeric="tabular-nums">
      {children}
    </Box>
  );
}

/** The same formula with the numbers of the week before. */
function FigureBefore({ source, before, formula, zone }: ExplainedFigureProps): React.JSX.Element | null {
  const format = useFormatters();
  if (before === undefined || formula.span === 'now') return null;
  const reckoning = reckon(formula, { ...source, quantities: before });
  if (reckoning === null || reckoning.kind === 'unknown') return null;
  return <Line>{weekBeforeStrings.then(reckoningWords(reckoning, format, zone))}</Line>;
}

/** What others would call the service level of the same counts. */
function OtherServiceLevels({ source, zone, formula }: ExplainedFigureProps): React.JSX.Element | null {
  const format = useFormatters();
  const all = serviceLevels(formula.span, source);
  // Without traffic there is nothing to compare.
  if (all.every(({ reckoning }) => reckoning.value === null)) return null;
  return (
    <Box as="dd" margin="space0" marginTop="space20">
      {words.otherServiceLevels}
      <Box as="ul" margin="space0" paddingLeft="space60" fontVariantNumeric="tabular-nums">
        {all.map(({ id, isInForce, reckoning }) => (
          <li key={id}>
            {id}, {SERVICE_LEVEL_NAMES[id]}
            {isInForce ? ` (${words.inForce})` : ''}: {reckoningWords(reckoning, format, zone)}
          </li>
        ))}
      </Box>
    </Box>
  );
}
