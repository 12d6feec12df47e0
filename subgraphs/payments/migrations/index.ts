import type { Migration } from "../../kit";
import { REQUESTS } from "./0001-requests";
import { LEDGER } from "./0002-ledger";
import { PLATFORM } from "./0003-platform";
import { NOTICE_TEXT } from "./0004-notice-text";
import { PAYMENT_AS_ATTEMPTED } from "./0005-payment-as-attempted";
import { WAYS_TO_END } from "./0006-ways-to-end";
import { REPORTS } from "./0007-reports";
import { REFUNDS } from "./0008-refunds";
import { RECONCILIATION } from "./0009-reconciliation";

/** The schema `payments`, step by step. A step that was released is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-requests", sql: REQUESTS },
  { name: "0002-ledger", sql: LEDGER },
  { name: "0003-platform", sql: PLATFORM },
  { name: "0004-notice-text", sql: NOTICE_TEXT },
  { name: "0005-payment-as-attempted", sql: PAYMENT_AS_ATTEMPTED },
  { name: "0006-ways-to-end", sql: WAYS_TO_END },
  { name: "0007-reports", sql: REPORTS },
  { name: "0008-refunds", sql: REFUNDS },
  { name: "0009-reconciliation", sql: RECONCILIATION },
];
