import { css, StylingGlobals } from '@twilio-paste/core/styling-library';
import React, { memo } from 'react';
import { ROW_HEIGHT_PX } from './row-height';

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/**
 * The style of everything that is there once a response; it stands once beside the list, and once in the popover. One
 * sheet with Paste's tokens, computed when it is mounted: a Paste component computes its own at every render, too long for
 * what is searched at each keystroke.
 */
export const ResponseSheet = memo(function ResponseSheet() {
  return <StylingGlobals styles={STYLES} />;
});

const STYLES = css({
  '.cr-scroller': {
    flexGrow: 1,
    flexBasis: 0,
    overflow: 'auto',
    overflowX: 'hidden',
    position: 'relative',
    // What a search changes in here moves nothing outside.
    contain: 'layout paint',
  },
  // Its height is a style of the element: as a rule of a sheet, each height would be a rule more, for good.
  '.cr-grid': { position: 'relative' },
  // A row's size is known: what changes inside of one is laid out without the others.
  '.cr-place': {
    position: 'absolute',
    insetInlineStart: 0,
    insetInlineEnd: 0,
    height: `${ROW_HEIGHT_PX}px`,
    contain: 'strict',
  },
  '.cr-row': {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: 'space20',
    boxSizing: 'border-box',
    height: '100%',
    paddingY: 'space30',
    paddingX: 'space20',
    cursor: 'pointer',
    borderBottomStyle: 'solid',
    borderBottomWidth: 'borderWidth10',
    borderBottomColor: 'colorBorderWeaker',
    backgroundColor: 'colorBackgroundBody',
  },
  '.cr-row:hover': { backgroundColor: 'colorBackground' },
  '.cr-row[aria-selected="true"]': { backgroundColor: 'colorBackgroundPrimaryWeakest' },
  '.cr-row:focus-visible': { outline: 'none', boxShadow: 'shadowFocusInset' },
  '.cr-fixed': { display: 'flex', flexShrink: 0 },
  '.cr-texts': { flexGrow: 1, minWidth: 0 },
  '.cr-heading': {
    display: 'flex',
    columnGap: 'space20',
    alignItems: 'baseline',
    fontSize: 'fontSize30',
    lineHeight: 'lineHeight20',
  },
  '.cr-title': { ...ONE_LINE, minWidth: 0, fontWeight: 'fontWeightSemibold' },
  '.cr-shortcut': {
    ...ONE_LINE,
    flexShrink: 0,
    maxWidth: '45%',
    paddingX: 'space20',
    borderRadius: 'borderRadius20',
    backgroundColor: 'colorBackgroundStrong',
    fontSize: 'fontSize20',
    fontFamily: 'fontFamilyCode',
  },
  // Two lines, cut by the browser where they end.
  '.cr-preview': {
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    fontSize: 'fontSize20',
    lineHeight: 'lineHeight10',
    height: '2rem',
    margin: '2px 0',
    unicodeBidi: 'isolate',
  },
  '.cr-belongs': { ...ONE_LINE, color: 'colorTextWeak', fontSize: 'fontSize20', lineHeight: 'lineHeight20' },
  '.cr-reason': { color: 'colorTextWarningStrong', fontWeight: 'fontWeightSemibold' },
  '.cr-button': {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    size: '24px',
    padding: 'space0',
    borderStyle: 'none',
    borderRadius: 'borderRadius20',
    backgroundColor: 'transparent',
    color: 'colorTextIcon',
    cursor: 'pointer',
  },
  '.cr-button:hover': { backgroundColor: 'colorBackgroundStrong' },
  '.cr-button:focus-visible': { outline: 'none', boxShadow: 'shadowFocus' },
  '.cr-handle': { cursor: 'grab' },
  '.cr-handle[aria-pressed="true"]': { backgroundColor: 'colorBackgroundPrimaryWeak' },
  '.cr-icon': { display: 'block', size: 'sizeIcon20', fill: 'none' },
  '.cr-mark': {
    backgroundColor: 'colorBackgroundWarningWeakest',
    color: 'inherit',
    fontWeight: 'fontWeightSemibold',
  },
  '.cr-option': {
    paddingX: 'space40',
    paddingY: 'space20',
    cursor: 'pointer',
    backgroundColor: 'colorBackgroundBody',
  },
  '.cr-option:hover': { backgroundColor: 'colorBackground' },
  '.cr-option[aria-selected="true"]': { backgroundColor: 'colorBackgroundPrimaryWeakest' },
  '.cr-option .cr-heading': { columnGap: 'space30' },
  '.cr-option .cr-shortcut': { padding: 'space0', background: 'none', color: 'colorTextWeak' },
  '.cr-option-preview': { ...ONE_LINE, color: 'colorTextWeak', fontSize: 'fontSize20', lineHeight: 'lineHeight20' },
});
