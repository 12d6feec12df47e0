import type { VerifyResult } from "./service/result";
import type { DevelopmentAuthority } from "./signature";
import type { DossierStore } from "./store";

/** The store with what else the mutations of dossiers stand on: what resolvers get. */
export interface DossierOffice extends DossierStore {
  /** Against the roots that this installation trusts. */
  readonly verifyResult: VerifyResult;
  /** Signs the results of samples; null in production. */
  readonly authority: DevelopmentAuthority | null;
}
