import { ONE_LINE } from '@flex-sync-suite/shared/views';
import { bySeverity } from '../parts/severity-looks';

export const CARD_TREND_HEIGHT_PX = 24;

/** Of the summary and what is in it. */
export const LOOKS = {
  summary: { flexShrink: 0, marginTop: 'space50' },
  grid: {
    display: 'grid',
    // As many beside each other as there is room for.
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))',
    columnGap: 'space40',
    rowGap: 'space30',
    margin: 'space0',
  },
  title: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: 'space30' },
  severity: { fontWeight: 'fontWeightSemibold' },
  detail: { margin: 'space0', ...ONE_LINE },
  change: { marginLeft: 'space30', fontSize: 'fontSize20', fontWeight: 'fontWeightNormal' },
  trendRoom: { height: `${CARD_TREND_HEIGHT_PX}px`, margin: 'space0', marginBlockStart: 4 },
  link: {
    display: 'block',
    maxWidth: '100%',
    // A target of 24 pixels, in a line of 20.
    paddingBlock: 2,
    paddingInline: 0,
    marginBlock: -2,
    marginInline: 0,
    border: 'none',
    appearance: 'none',
    background: 'none',
    color: 'colorTextLink',
    fontFamily: 'inherit',
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight20',
    textDecoration: 'underline',
    cursor: 'pointer',
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
  },
} as const;

export const FRAME_LOOKS = bySeverity('frame', {
  minWidth: '0',
  paddingX: 'space40',
  paddingY: 'space30',
  borderStyle: 'solid',
  borderWidth: 'borderWidth10',
  borderRadius: 'borderRadius20',
  fontSize: 'fontSize20',
  lineHeight: 'lineHeight20',
});

export const FIGURE_LOOKS = bySeverity('figure', {
  margin: 'space0',
  fontSize: 'fontSize70',
  fontWeight: 'fontWeightBold',
  fontVariantNumeric: 'tabular-nums',
  lineHeight: 'lineHeight70',
});
