/**
 * PostgreSQL for subgraphs: a server by DATABASE_URL, or PGlite in this process. Queries are written with Kysely, tables with
 * SQL migrations, so that constraints do the proving.
 */
export { type Migration, migrate } from "./migrate";
export { openPostgres, type PostgresStore } from "./open";
