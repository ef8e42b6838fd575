import { Button } from '@twilio-paste/core/button';
import React, { useState } from 'react';
import { Choice } from '../parts/choice';
import { words } from '../parts/strings';
import type { Replay } from './use-replay';

const texts = words.timeline;
const MINUTES = [1, 5, 15, 60] as const;
const SPEEDS = [1, 10, 60] as const;

/** Which span is played, and how fast; or that it is played, and its end. */
export function ReplayControls({ replay }: { readonly replay: Replay }): React.JSX.Element {
  const [minutes, setMinutes] = useState<number>(5);
  const [speed, setSpeed] = useState<number>(10);
  if (replay.played !== null) {
    return (
      <>
        <progress max={1} value={replay.share} aria-label={texts.replaying} data-testid="explorer-replay" />
        <Button variant="secondary" size="small" onClick={replay.stop}>
          {texts.live}
        </Button>
      </>
    );
  }
  return (
    <>
      <Choice
        label={texts.span}
        value={String(minutes)}
        options={MINUTES.map((each) => [String(each), texts.lastMinutes(each)] as const)}
        onChange={(value) => {
          setMinutes(Number(value));
        }}
      />
      <Choice
        label={texts.speed}
        value={String(speed)}
        options={SPEEDS.map((each) => [String(each), `${each}×`] as const)}
        onChange={(value) => {
          setSpeed(Number(value));
        }}
      />
      <Button
        variant="secondary"
        size="small"
        data-testid="explorer-replay-start"
        onClick={() => {
          replay.start(minutes, speed);
        }}
      >
        {texts.replay}
      </Button>
    </>
  );
}
