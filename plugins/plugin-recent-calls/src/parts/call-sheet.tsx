import { css, StylingGlobals } from '@twilio-paste/core/styling-library';
import React, { memo } from 'react';

/**
 * The style of everything that is there once a call. One sheet with Paste's tokens, computed when the panel is mounted:
 * a Paste component computes its own at every render, and a row of them took about a millisecond to appear, too long
 * for a list that is searched at each keystroke.
 */
export const CallSheet = memo(function CallSheet() {
  return <StylingGlobals styles={STYLES} />;
});

const STYLES = css({
  '.rc-scroller': {
    flexGrow: 1,
    flexBasis: 0,
    minHeight: '144px',
    overflow: 'auto',
    // What a search changes in here moves nothing outside.
    contain: 'layout paint',
  },
  // Its height is a style of the element: as a rule of a sheet, each height would be a rule more, for good.
  '.rc-grid': { position: 'relative' },
  // A row's size is known: what changes inside of one is laid out without the others.
  '.rc-row, .rc-day': {
    position: 'absolute',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    contain: 'strict',
  },
  '.rc-row': {
    display: 'flex',
    alignItems: 'center',
    columnGap: 'space30',
    paddingX: 'space40',
    cursor: 'pointer',
    backgroundColor: 'colorBackgroundBody',
  },
  '.rc-row:hover': { backgroundColor: 'colorBackground' },
  '.rc-row[aria-selected="true"]': { backgroundColor: 'colorBackgroundPrimaryWeakest' },
  '.rc-row:focus-visible': { outline: 'none', boxShadow: 'shadowFocusInset' },
  '.rc-summary': {
    display: 'flex',
    alignItems: 'center',
    columnGap: 'space30',
    flexGrow: 1,
    minWidth: 0,
  },
  '.rc-lines': { flexGrow: 1, minWidth: 0 },
  '.rc-line': {
    display: 'flex',
    columnGap: 'space30',
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight20',
    color: 'colorTextWeak',
  },
  '.rc-wide': {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '.rc-party': { color: 'colorText', fontWeight: 'fontWeightSemibold' },
  '.rc-fixed': { flexShrink: 0, whiteSpace: 'nowrap' },
  '.rc-call-icon': { display: 'flex', flexShrink: 0, color: 'colorTextIcon' },
  '.rc-urgent': { color: 'colorTextError' },
  '.rc-icon': { display: 'block', size: 'sizeIcon30', fill: 'none' },
  // As Paste's Button of the variant "secondary_icon" and the size "icon_small".
  '.rc-call-back': {
    display: 'inline-block',
    flexShrink: 0,
    margin: 'space0',
    padding: 'space20',
    appearance: 'none',
    border: 'none',
    outline: 'none',
    borderRadius: 'borderRadius20',
    background: 'none',
    color: 'colorTextIcon',
    cursor: 'pointer',
    transition: 'box-shadow 100ms ease-in, color 100ms ease-in',
  },
  '.rc-call-back:hover, .rc-call-back:active': { color: 'colorText' },
  '.rc-call-back:focus': { color: 'colorText', boxShadow: 'shadowFocus' },
  '.rc-call-back[aria-disabled="true"]': { color: 'colorTextWeaker' },
  '.rc-day': {
    display: 'flex',
    alignItems: 'center',
    paddingX: 'space40',
    backgroundColor: 'colorBackground',
    color: 'colorTextWeak',
    fontSize: 'fontSize20',
    fontWeight: 'fontWeightSemibold',
  },
});
