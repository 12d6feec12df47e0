import { z } from "../../kit";
import { REASONS } from "./reasons";
import { type Signer, signResult } from "./sign";
import { hashOf } from "./statement";
import { type Verdict, verifyResult } from "./verify";

/** What `npm run sign` signs. */
export interface SignCommand {
  readonly agency: string;
  readonly number: string;
  readonly name: string;
  readonly document: Uint8Array;
  readonly signedAt: Date;
  readonly signer: Signer;
}

/** `npm run sign -- AGENCY DOSSIER_NUMBER FILE`: a member of `results` of finishDossier's input, as JSON. @throws Error */
export function signCommand({ agency, number, name, document, signedAt, signer }: SignCommand): string {
  const result = signResult({ documentHash: hashOf(document), number, agency, signedAt }, signer);
  return JSON.stringify({ name, ...result, url: null }, null, 2);
}

const result = z.object({
  documentHash: z.string(),
  algorithm: z.string(),
  signature: z.string(),
  certificates: z.array(z.string()),
  signedAt: z.coerce.date(),
});
const agency = z.object({ code: z.string() });
const dossier = z.object({
  number: z.string(),
  decidingAgency: agency.nullish(),
  receivingAgency: agency.nullish(),
  filedAt: z.coerce.date().nullish(),
  results: z.array(result),
});
const answer = z.union([
  dossier,
  z.object({ dossier }).transform((data) => data.dossier),
  z.object({ data: z.object({ dossier }) }).transform(({ data }) => data.dossier),
]);

/** The query whose answer, saved as it comes, is the RESULT.json of `npm run verify`. */
export const RESULT_QUERY = `query Result($number: String!) {
  dossier(number: $number) {
    number filedAt
    decidingAgency { code }
    receivingAgency { code }
    results { name documentHash algorithm signature certificates signedAt url }
  }
}`;

/** What `npm run verify` reads. */
export interface VerifyCommand {
  readonly document: Uint8Array;
  /** The text of RESULT.json: the answer to {@link RESULT_QUERY}, or the dossier in it. */
  readonly result: string;
  /** Trusted roots, PEM. */
  readonly roots: readonly string[];
  readonly now: Date;
}

/** What a command says, and its exit code. */
export interface Report {
  /** 0: signed by the agency; 1: not to be believed; 2: cannot be read. */
  readonly exitCode: 0 | 1 | 2;
  /** Vietnamese, then English. */
  readonly text: string;
}

/** `npm run verify -- FILE RESULT.json [ROOTS.pem]`: says whether the file is the result that the agency signed. Needs no network. */
export function verifyCommand({ document, result: text, roots, now }: VerifyCommand): Report {
  const read = answer.safeParse(jsonOf(text));
  if (!read.success) return report(2, REASONS.UNREADABLE);
  const { number, decidingAgency, receivingAgency, filedAt = null, results } = read.data;
  const signed = results.find(({ documentHash }) => documentHash === hashOf(document));
  const code = (decidingAgency ?? receivingAgency)?.code;
  if (code === undefined) return report(2, REASONS.UNREADABLE);
  if (signed === undefined) return report(1, REASONS.OTHER_DOCUMENT);
  const verdict = verifyResult(signed, { agency: code, number, roots, now, filedAt });
  return verdict.ok ? believed(verdict, { number, signedAt: signed.signedAt }) : report(1, REASONS[verdict.reason]);
}

function believed(
  { signer }: Extract<Verdict, { ok: true }>,
  { number, signedAt }: { readonly number: string; readonly signedAt: Date },
): Report {
  const facts = [`${signer.name} (${signer.agency})`, number, signedAt.toISOString(), signer.fingerprint];
  const lines = (names: readonly string[]) => names.map((name, index) => `  ${name}: ${facts[index]}`);
  return {
    exitCode: 0,
    text: [
      "HỢP LỆ: tệp này là kết quả do cơ quan ký.",
      ...lines(["Cơ quan ký", "Mã hồ sơ", "Thời điểm ký", "Dấu vân tay chứng thư (SHA-256)"]),
      "VALID: this file is the result that the agency signed.",
      ...lines(["Signed by", "Dossier", "Signed at", "Certificate fingerprint (SHA-256)"]),
    ].join("\n"),
  };
}

function report(exitCode: 1 | 2, { vi, en }: { readonly vi: string; readonly en: string }): Report {
  const [wordVi, wordEn] = exitCode === 1 ? ["KHÔNG HỢP LỆ", "NOT VALID"] : ["KHÔNG ĐỌC ĐƯỢC", "CANNOT BE READ"];
  return { exitCode, text: `${wordVi}: ${vi}\n${wordEn}: ${en}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
