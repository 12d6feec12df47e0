/**
 * Results that agencies sign (kết quả giải quyết có ký số): what is signed, how it is verified with node:crypto alone, and the
 * development authority that signs samples.
 */
export { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "./algorithms";
export {
  RESULT_QUERY,
  type Report,
  type SignCommand,
  signCommand,
  type VerifyCommand,
  verifyCommand,
} from "./commands";
export { type DevelopmentAuthority, openDevelopmentAuthority } from "./development-authority";
export { readCertificates } from "./roots";
export { type Signer, signResult } from "./sign";
export { hashOf, type Statement, statementBytes } from "./statement";
export {
  type SignatureFault,
  type SignedResult,
  type Verdict,
  type VerificationFacts,
  verifyResult,
} from "./verify";
