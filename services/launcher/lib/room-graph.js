'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./paths');

/** What the picture shows: each folder is drawn as a box, and the folders in it as rooms. */
const HOUSES = [
  { name: 'plugins', rooms: 'plugins', only: /^plugin-/ },
  { name: 'src', rooms: 'src', only: /^(?!testing$|node_modules$)/ },
  { name: 'services/backend', rooms: 'services/backend', only: /^(?!build$|testing$|node_modules$)/ },
  { name: 'services/demo-shop', rooms: 'services/demo-shop', only: /^(?!build$|testing$|node_modules$)/ },
  { name: 'services/local-twilio', rooms: 'services/local-twilio', only: /^(?!build$|testing$|node_modules$)/ },
  { name: 'services/operator', rooms: 'services/operator', only: /^(?!build$|testing$|node_modules$)/ },
];

const IMPORT = /\b(?:from|import)\s*\(?\s*'([^']+)'/g;
const SHARED = '@flex-sync-suite/shared/';

/**
 * The rooms and which of them import which, read from the sources; tests and what only they use left out.
 * @returns {{ houses: { name: string, rooms: string[] }[], arrows: [from: string, to: string][] }} rooms by their path
 */
function readRooms(root = ROOT) {
  const houses = HOUSES.map(({ name, rooms, only }) => ({
    name,
    rooms: foldersIn(path.join(root, rooms), only).map((folder) => `${rooms}/${folder}`),
  }));
  const rooms = houses.flatMap((house) => house.rooms);
  const roomOf = (file) => rooms.find((room) => file === room || file.startsWith(`${room}/`));
  const arrows = new Set();
  for (const room of rooms) {
    for (const file of sourcesBelow(path.join(root, room))) {
      const from = path.relative(root, file);
      for (const [, specifier] of fs.readFileSync(file, 'utf8').matchAll(IMPORT)) {
        const to = roomOf(targetOf(from, specifier));
        if (to !== undefined && to !== room) arrows.add(`${room} ${to}`);
      }
    }
  }
  return { houses, arrows: [...arrows].sort().map((arrow) => arrow.split(' ')) };
}

const foldersIn = (folder, only) =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && only.test(entry.name))
    .filter(({ name }) => sourcesBelow(path.join(folder, name)).length > 0)
    .map(({ name }) => name)
    .sort();

function sourcesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|build|testing)$/.test(entry.name) ? [] : sourcesBelow(file);
    return /\.tsx?$/.test(entry.name) && !/\.(test|d)\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

function targetOf(from, specifier) {
  if (specifier.startsWith(SHARED)) return `src/${specifier.slice(SHARED.length)}/index.ts`;
  return specifier.startsWith('.') ? path.join(path.dirname(from), specifier) : '';
}

/** Without the arrows that follow from others: who imports a room usually imports what stands below it, too. */
function essential(arrows) {
  const next = new Map();
  for (const [from, to] of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const reaches = (from, to) => (next.get(from) ?? []).some((step) => step === to || reaches(step, to));
  return arrows.filter(([from, to]) => !next.get(from).some((step) => step !== to && reaches(step, to)));
}

/** The picture as Mermaid, which GitHub draws. An arrow stands for an import, and for those that follow from it. */
function drawRooms({ houses, arrows } = readRooms()) {
  const idOf = (room) => room.replace(/[^a-z]/g, '_');
  const lines = ['flowchart TB'];
  for (const { name, rooms } of houses) {
    lines.push(`  subgraph ${idOf(name)}_house["${name}/"]`);
    for (const room of rooms) lines.push(`    ${idOf(room)}["${path.basename(room)}"]`);
    lines.push('  end');
  }
  for (const [from, to] of essential(arrows)) lines.push(`  ${idOf(from)} --> ${idOf(to)}`);
  return lines.join('\n');
}

module.exports = { drawRooms, readRooms };
