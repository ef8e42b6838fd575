-- Two roles for the backend, in the database that this is run in: one that owns the tables and changes them when a release
-- asks for it (`node main.js migrate`), and one that the backend runs as, which reads and writes rows and can do nothing else.
-- Run it as a superuser, or as the owner of the database with CREATEROLE, from PostgreSQL 14 on; it may be run again:
--
--   psql --dbname=flex_sync_suite --file=roles.sql
--
-- Neither role has a password yet: \password flex_sync_owner, \password flex_sync_backend.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'flex_sync_owner') THEN
    CREATE ROLE flex_sync_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'flex_sync_backend') THEN
    CREATE ROLE flex_sync_backend LOGIN;
  END IF;
  -- Who is no superuser gives a schema and default rights only to roles of which they are a member.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT flex_sync_owner TO %I', current_user);
  END IF;
  -- The temporary tables are those of `rebuild`.
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO flex_sync_owner, flex_sync_backend', current_database());
  -- From PostgreSQL 15 on nobody may make tables in `public`, and before, everybody: a schema of its own.
  EXECUTE format('ALTER ROLE flex_sync_owner IN DATABASE %I SET search_path = flex_sync_suite', current_database());
  EXECUTE format('ALTER ROLE flex_sync_backend IN DATABASE %I SET search_path = flex_sync_suite', current_database());
END $$;

CREATE SCHEMA IF NOT EXISTS flex_sync_suite AUTHORIZATION flex_sync_owner;
GRANT USAGE ON SCHEMA flex_sync_suite TO flex_sync_backend;

-- Of the tables that are there, and of those that later releases make.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA flex_sync_suite TO flex_sync_backend;
ALTER DEFAULT PRIVILEGES FOR ROLE flex_sync_owner IN SCHEMA flex_sync_suite
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO flex_sync_backend;
