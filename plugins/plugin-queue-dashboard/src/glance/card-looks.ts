import { ONE_LINE } from '@flex-sync-suite/shared/views';
import { bySeverity } from '../parts/severity-looks';

/** Of what is in a card. */
export const LOOKS = {
  name: {
    flexShrink: 0,
    padding: 'space0',
    border: 'none',
    appearance: 'none',
    background: 'none',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: 'fontSize40',
    fontWeight: 'fontWeightSemibold',
    lineHeight: 'lineHeight40',
    cursor: 'pointer',
    _hover: { textDecoration: 'underline' },
    _focusVisible: { outline: 'none', boxShadow: 'shadowFocusInset' },
  },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    columnGap: 'space40',
    rowGap: 'space30',
    margin: 'space0',
  },
  fact: {
    position: 'relative',
    minWidth: '0',
    // The bar lies at its foot.
    paddingBlockEnd: 8,
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight20',
  },
  line: { margin: 'space0', ...ONE_LINE },
  figure: { margin: 'space0', fontSize: 'fontSize50', lineHeight: 'lineHeight50', fontVariantNumeric: 'tabular-nums' },
  // A bar stands as far in as the text of a cell, which here has no padding.
  barRoom: { position: 'absolute', insetInlineStart: -8, insetInlineEnd: -8, bottom: 0 },
} as const;

export const FRAME_LOOKS = bySeverity('frame', {
  display: 'flex',
  flexDirection: 'column',
  rowGap: 'space20',
  minWidth: '0',
  padding: 'space40',
  borderStyle: 'solid',
  borderWidth: 'borderWidth10',
  borderRadius: 'borderRadius20',
  overflow: 'hidden',
});
