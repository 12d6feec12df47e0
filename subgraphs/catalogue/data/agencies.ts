import { centralBodies } from "./agencies/central-bodies";
import { provinces } from "./agencies/provinces";
import type { AgencyRow } from "./types";

/** Every agency of the reference data: central bodies in the order of their codes (S), then the 34 current provinces (Q). */
export const agencies: readonly AgencyRow[] = [...centralBodies, ...provinces];
