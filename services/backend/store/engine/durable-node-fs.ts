import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The few parts of Emscripten's NODEFS that are used here (emscripten, src/library_nodefs.js). */
interface Stream {
  readonly nfd?: number;
  readonly node: { readonly mode: number };
}
interface NodeFsModule {
  readonly NODEFS: {
    readonly stream_ops: Record<string, unknown>;
    readonly realPath: (node: unknown) => string;
  };
}

const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

/**
 * PGlite's file system with an fsync that reaches the disk.
 *
 * PGlite 0.5.16 starts PostgreSQL with `-F` (fsync off), and the Emscripten file system below it has no fsync operation
 * at all, so that a committed transaction survives a crash of the process but not of the machine. This adds the
 * operation; {@link DURABLE_PARAMETERS} turns its use on. Upstream: electric-sql/pglite issue 1107.
 */
export class DurableNodeFS extends NodeFS {
  override async init(
    pg: PGlite,
    options: Parameters<NodeFS['init']>[1],
  ): Promise<{ emscriptenOpts: Parameters<NodeFS['init']>[1] }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

/** `fdatasync` is an empty stub in Emscripten, hence the sync method. */
export const DURABLE_PARAMETERS = ['-c', 'wal_sync_method=fsync'] as const;

function addFsync(module: object): void {
  const { NODEFS } = module as NodeFsModule;
  NODEFS.stream_ops['fsync'] = (stream: Stream): number => {
    if ((stream.node.mode & S_IFMT) === S_IFDIR) {
      const fd = openSync(NODEFS.realPath(stream.node), 'r');
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    } else if (stream.nfd !== undefined) {
      fdatasyncSync(stream.nfd);
    }
    return 0;
  };
}
