import { useLiveNow } from '@flex-sync-suite/shared/hooks';
import React from 'react';
import type { Reason } from '../model/context-rules';
import { type PanelFormatters, usePanel } from './panel-context';
import { strings } from './strings';

/** A piece of a sentence; what a shop or a customer has told has its own direction. */
interface Piece {
  readonly text: string;
  readonly isTold: boolean;
}

/** Why a response comes first, ticking. Plain elements: see `ResponseSheet`. */
export function ReasonWords({ reason }: { readonly reason: Reason }): React.JSX.Element {
  const { format } = usePanel();
  const pieces = reasonPieces(reason, useLiveNow(), format);
  return (
    <span title={sentenceOf(pieces)} className="cr-reason" data-testid="canned-reason">
      {pieces.map(({ text, isTold }, index) =>
        isTold ? (
          <bdi key={index} dir="auto">
            {text}
          </bdi>
        ) : (
          text
        ),
      )}
    </span>
  );
}

/** The same in one sentence. @param at an instant by the backend's clock */
export const reasonText = (reason: Reason, at: number, format: PanelFormatters): string =>
  sentenceOf(reasonPieces(reason, at, format));

const sentenceOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

function reasonPieces(reason: Reason, at: number, format: PanelFormatters): readonly Piece[] {
  const words = strings.reason;
  switch (reason.kind) {
    case 'checkout-stalled': {
      // A clock that shows whole seconds may not have come to the instant yet.
      const age = format.duration(Math.max(at, reason.stalledAt) - reason.since);
      return [said(words.stalled), ...stepPieces(reason.step, format), said(words.forSoLong(age))];
    }
    case 'checkout-stopped':
      return [said(words.stopped), ...stepPieces(reason.step, format)];
    case 'checkout-failed': {
      const { failures, last } = reason;
      const times = failures === 1 ? [] : [said(words.times(format.count(failures)))];
      const why = last === null ? [] : [said(words.because), told(last)];
      return [said(words.failed), ...stepPieces(reason.step, format), ...times, ...why];
    }
    case 'search-without-result':
      return [said(words.notFound), told(reason.query)];
    case 'not-sold-in-country':
      return [
        said(words.notSold(reason.country === null ? null : format.country(reason.country))),
        told(reason.product),
      ];
  }
}

const said = (text: string): Piece => ({ text, isTold: false });
const told = (text: string): Piece => ({ text, isTold: true });

type Step = Extract<Reason, { readonly kind: 'checkout-stopped' }>['step'];

function stepPieces(step: Step, format: PanelFormatters): readonly Piece[] {
  if (step === null) return [];
  const { name, number } = step;
  const isNamed = name !== null && name.trim() !== '';
  return [said(strings.reason.at), isNamed ? told(name) : said(strings.reason.step(format.count(number)))];
}
