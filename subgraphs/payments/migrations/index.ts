import type { Migration } from "../../kit";
import { REQUESTS } from "./0001-requests";
import { LEDGER } from "./0002-ledger";
import { PLATFORM } from "./0003-platform";

/** The schema `payments`, step by step. A step that was released is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-requests", sql: REQUESTS },
  { name: "0002-ledger", sql: LEDGER },
  { name: "0003-platform", sql: PLATFORM },
];
