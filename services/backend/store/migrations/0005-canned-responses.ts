import { sql, type Migration } from 'kysely';

/**
 * Libraries and their responses. `response.title_key` orders pages and finds titles, `search_text` is what a search looks
 * through; both are derived from the content, without case and accents. `list_n` is the Sync List that the response has
 * a place in: null for one that is not published.
 */
export const cannedResponses: Migration = {
  async up(db) {
    await sql`
      CREATE TABLE library (
        id text PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL,
        revision bigint NOT NULL,
        created_at bigint NOT NULL,
        created_by text NOT NULL
      )`.execute(db);
    await sql`
      CREATE TABLE library_member (
        library_id text NOT NULL,
        worker_sid text NOT NULL,
        is_lead boolean NOT NULL,
        PRIMARY KEY (library_id, worker_sid)
      )`.execute(db);
    await sql`CREATE INDEX library_member_worker ON library_member (worker_sid)`.execute(db);
    await sql`
      CREATE TABLE response (
        id text PRIMARY KEY,
        library_id text NOT NULL,
        status text NOT NULL,
        revision bigint NOT NULL,
        title text NOT NULL,
        title_key text COLLATE "C" NOT NULL,
        shortcut text,
        shortcut_key text,
        category text,
        tags jsonb NOT NULL,
        channels jsonb NOT NULL,
        variants jsonb NOT NULL,
        search_text text NOT NULL,
        owner text NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        updated_by text NOT NULL,
        list_n integer
      )`.execute(db);
    await sql`CREATE INDEX response_titles ON response (library_id, title_key, id)`.execute(db);
    await sql`CREATE INDEX response_places ON response (library_id, list_n) WHERE list_n IS NOT NULL`.execute(db);
    // A retired response leaves its shortcut to others.
    await sql`
      CREATE UNIQUE INDEX response_shortcuts ON response (library_id, shortcut_key) WHERE status <> 'retired'`.execute(
      db,
    );
    await sql`
      CREATE TABLE response_version (
        response_id text NOT NULL,
        revision bigint NOT NULL,
        status text NOT NULL,
        content jsonb NOT NULL,
        at bigint NOT NULL,
        by text NOT NULL,
        PRIMARY KEY (response_id, revision)
      )`.execute(db);
    await sql`
      CREATE TABLE response_use (
        id text PRIMARY KEY,
        response_id text NOT NULL,
        worker_sid text NOT NULL,
        way text NOT NULL,
        was_edited boolean NOT NULL,
        at bigint NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX response_use_responses ON response_use (response_id, at)`.execute(db);
    await sql`CREATE INDEX response_use_workers ON response_use (worker_sid, at)`.execute(db);
    await sql`
      CREATE TABLE favorite (
        worker_sid text NOT NULL,
        response_id text NOT NULL,
        is_favorite boolean NOT NULL,
        PRIMARY KEY (worker_sid, response_id)
      )`.execute(db);
  },
};
