import { z } from "../../kit";
import { wireAmount } from "../platform-message";

/** What is wrong with a list: nothing, its first payment is missing, of another amount, or there twice. */
const listFault = z.enum(["nothing", "missing", "amount", "twice"]).default("nothing");

/** What the stand-in can be told. */
export const control = z.strictObject({
  /** Where results of payments are sent. */
  callback: z.url().nullable().default(null),
  /** Which messages are answered with status 500. */
  fail: z.enum(["nothing", "INIT", "QUERY", "LIST", "everything"]).default("nothing"),
  /** Milliseconds before INIT and QUERY are answered. */
  delayMs: z.int().min(0).max(60_000).default(0),
  /** How often each result is sent. */
  repeat: z.int().min(0).max(1000).default(1),
  /** Keeps results back; when it is turned off they are sent, the last one first. */
  reorder: z.boolean().default(false),
  /** Sends no results: only QUERY tells. */
  dropCallbacks: z.boolean().default(false),
  /** Sends results with another amount. */
  wrongAmount: wireAmount.nullable().default(null),
  /** How the platform's list of a day lies. */
  platformList: listFault,
  /** How the Treasury's credit advice of a day lies. */
  treasuryList: listFault,
});

/** How the stand-in behaves; everything but the defaults is a way in which a real platform fails. */
export type Control = z.infer<typeof control>;

export type ListFault = z.infer<typeof listFault>;
