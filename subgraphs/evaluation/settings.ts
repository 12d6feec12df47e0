import { z } from "../kit";

/** Settings of this subgraph. */
export const EVALUATION_SETTINGS = {
  SERVICE_INDEX_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "must be a whole number of minutes, at least 1")
    .transform(Number)
    .default(15)
    .describe("minutes between two counts of the index of Decision 766/QĐ-TTg; default 15"),
};
