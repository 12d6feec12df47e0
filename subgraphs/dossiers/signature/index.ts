/**
 * Results that agencies sign (kết quả giải quyết có ký số): what is signed, how it is verified with node:crypto alone, and the
 * development authority that signs samples.
 */
export {
  RESULT_QUERY,
  signCommand,
  verifyCommand,
} from "./commands";
export { type DevelopmentAuthority, openDevelopmentAuthority } from "./development-authority";
export { readCertificates } from "./roots";
export { type Signer, signResult } from "./sign";
export { hashOf } from "./statement";
export {
  type SignedResult,
  type Verdict,
  type VerificationFacts,
  verifyResult,
} from "./verify";
