import type { HostApp } from '../http/host-app';
import { createRouter } from '../http/router';

/** A tenth of a second of silence (mono, 8 bit, 8 kHz): Flex UI plays its ringtone as soon as it is loaded. */
const SILENCE = silentWave(800, 8_000);

/** Static files that Flex UI loads from Twilio's hosts. */
export const assetHosts: Readonly<Record<string, HostApp>> = {
  'assets.flex.twilio.com': createRouter('assets.flex.twilio.com', [
    // Lists for the dialpad, which needs an array even when calling is off.
    { method: 'GET', path: '/assets/countries.json', handle: () => ({ status: 200, body: [] }) },
    { method: 'GET', path: '/assets/flagPositions.json', handle: () => ({ status: 200, body: {} }) },
  ]),
  'assets.twilio.com': createRouter('assets.twilio.com', [
    {
      method: 'GET',
      path: '/public_assets/paste-fonts/:version/fonts.css',
      // Without the font files the browser takes the next family of the stack.
      handle: () => ({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: '' }),
    },
  ]),
  'media.twiliocdn.com': createRouter('media.twiliocdn.com', [
    {
      method: 'GET',
      path: '/sdk/js/client/sounds/releases/:version/:file',
      handle: () => ({ status: 200, headers: { 'content-type': 'audio/wav' }, body: SILENCE }),
    },
  ]),
};

function silentWave(samples: number, sampleRate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate, 28); // bytes per second
  header.writeUInt16LE(1, 32); // bytes per sample
  header.writeUInt16LE(8, 34); // bits per sample
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 0x80)]);
}
