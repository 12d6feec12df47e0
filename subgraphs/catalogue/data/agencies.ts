import { centralBodies } from "./agencies/central-bodies";
import { mergedProvinces } from "./agencies/merged-provinces";
import { provinces } from "./agencies/provinces";
import type { AgencyRow } from "./types";

/** Every agency of the reference data: central bodies in the order of their codes (S), the 34 current provinces (Q), merged ones. */
export const agencies: readonly AgencyRow[] = [...centralBodies, ...provinces, ...mergedProvinces];
