import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useState } from 'react';
import type { HourRange } from '../model/period';
import { addDays, createZoneClock, dateOf, hoursOfDate, type ZoneClock } from '../model/reporting-hours';
import { useSupervisor } from '../parts/supervisor-context';
import type { SupervisorFormatters } from '../parts/supervisor-formatters';
import { words } from '../parts/supervisor-strings';

const texts = words.period;

interface RangeFieldsProps {
  readonly range: HourRange;
  /** IANA name. */
  readonly timeZone: string;
}

/** Begin and end of a range, each by a date and an hour of the reporting time zone. What is no range is not asked. */
export function RangeFields({ range, timeZone }: RangeFieldsProps): React.JSX.Element {
  const { services } = useSupervisor();
  const clock = useMemo(() => createZoneClock(timeZone), [timeZone]);
  // What is no range yet is kept here, and nobody is asked about it.
  const [draft, setDraft] = useState<DraftRange | null>(null);
  const { from, to } = draft ?? range;
  const problemId = useUID();
  const problem = asRange({ from, to }) !== null ? null : from === null || to === null ? texts.noDate : texts.notBefore;

  const take = (next: DraftRange): void => {
    const chosen = asRange(next);
    setDraft(chosen === null ? next : null);
    if (chosen !== null) services.period.set({ kind: 'custom', ...chosen });
  };
  const problemProps = problem === null ? {} : { problemId };
  return (
    <>
      <HourField
        label={texts.from}
        end="from"
        clock={clock}
        at={from}
        {...problemProps}
        onChange={(at) => {
          take({ from: at, to });
        }}
      />
      <HourField
        label={texts.to}
        end="to"
        clock={clock}
        at={to}
        {...problemProps}
        onChange={(at) => {
          take({ from, to: at });
        }}
      />
      <Box role="alert" id={problemId} data-testid="activity-range-problem">
        {problem === null ? null : <HelpText variant="error">{problem}</HelpText>}
      </Box>
    </>
  );
}

/** Null for what is not chosen. */
interface DraftRange {
  readonly from: number | null;
  readonly to: number | null;
}

const asRange = ({ from, to }: DraftRange): HourRange | null =>
  from === null || to === null || from >= to ? null : { from, to };

interface HourFieldProps {
  readonly label: string;
  readonly end: 'from' | 'to';
  readonly clock: ZoneClock;
  /** Null while no date is chosen. */
  readonly at: number | null;
  /** Id of what is wrong. Default: nothing is. */
  readonly problemId?: string;
  readonly onChange: (at: number | null) => void;
}

function HourField({ label, end, clock, at, problemId, onChange }: HourFieldProps): React.JSX.Element {
  const { format } = useSupervisor();
  // The end of a range may be that of a day, which is the begin of the next one.
  const isEnd = end === 'to';
  const date = at === null ? '' : dateOf(clock, isEnd ? at - 1 : at);
  const hours = useMemo(() => hoursOf(clock, date, isEnd), [clock, date, isEnd]);
  const problem = problemId === undefined ? {} : { 'aria-describedby': problemId, hasError: true };

  const takeDate = (chosen: string): void => {
    const offered = hoursOf(clock, chosen, isEnd);
    // The hour stays, as its place among the hours; of an end that was that of the day, the end.
    const place = at === null ? (isEnd ? offered.length - 1 : 0) : Math.min(hours.indexOf(at), offered.length - 1);
    const isLast = isEnd && at !== null && hours.indexOf(at) === hours.length - 1;
    onChange(offered[isLast ? offered.length - 1 : Math.max(0, place)] ?? null);
  };

  return (
    <Box as="fieldset" padding="space0" margin="space0" borderWidth="borderWidth0" minWidth="0">
      <Box as="legend" padding="space0" fontSize="fontSize30" fontWeight="fontWeightSemibold">
        {label}
      </Box>
      <Box display="flex" columnGap="space20">
        <Box width="170px">
          <Input
            type="date"
            aria-label={`${label}: ${texts.date}`}
            value={date}
            {...problem}
            data-testid={`activity-${end}-date`}
            onChange={({ target }) => {
              takeDate(target.value);
            }}
          />
        </Box>
        <Box width="130px">
          <Select
            aria-label={`${label}: ${texts.hour}`}
            value={at === null ? '' : String(at)}
            disabled={hours.length === 0}
            {...problem}
            data-testid={`activity-${end}-hour`}
            onChange={({ target }) => {
              onChange(Number(target.value));
            }}
          >
            {hours.map((hour, index) => (
              <Option key={hour} value={String(hour)}>
                {isEnd && index === hours.length - 1 ? texts.endOfDay : hourWords(format, hours, hour)}
              </Option>
            ))}
          </Select>
        </Box>
      </Box>
    </Box>
  );
}

/** An hour that the clock shows twice is named with its zone. */
function hourWords(format: SupervisorFormatters, all: readonly number[], hour: number): string {
  const shown = format.timeOfDay(hour);
  return all.some((other) => other !== hour && format.timeOfDay(other) === shown) && !isEndOfDay(all, hour)
    ? format.hourInZone(hour)
    : shown;
}

const isEndOfDay = (hours: readonly number[], hour: number): boolean => hour === hours[hours.length - 1];

/** The hours of a day; for an end those after its begin, up to the begin of the next day. */
function hoursOf(clock: ZoneClock, date: string, isEnd: boolean): readonly number[] {
  const hours = hoursOfDate(clock, date);
  if (!isEnd || hours.length === 0) return hours;
  const next = hoursOfDate(clock, addDays(date, 1))[0];
  return [...hours.slice(1), ...(next === undefined ? [] : [next])];
}
