import { splitDuration } from './figure-formatters';

/**
 * Says a duration in its largest units: "42 sec", "4 min", "1 hr 5 min". Never below zero. Made once a view: an Intl object
 * is slow to build.
 *
 * @param tag from `supportedLocale`
 */
export function createDurationWords(tag: string | undefined): (ms: number) => string {
  const [hour, minute, second] = [createUnit(tag, 'hour'), createUnit(tag, 'minute'), createUnit(tag, 'second')];
  return (ms) => {
    const [hours, minutes, seconds] = splitDuration(ms);
    if (hours > 0) return minutes > 0 ? `${hour(hours)} ${minute(minutes)}` : hour(hours);
    return minutes > 0 ? minute(minutes) : second(seconds);
  };
}

function createUnit(tag: string | undefined, unit: 'hour' | 'minute' | 'second'): (value: number) => string {
  const intl = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' });
  return (value) => intl.format(value);
}
