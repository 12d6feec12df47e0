import type { DossierRecord } from "./dossier";
import { DossierResultForm } from "./life";
import { type DevelopmentAuthority, hashOf, signResult } from "./signature";

/** The document that is the result of a sample: its text can be made again, so that anybody can verify it. */
export function sampleResultDocument(number: string): Buffer {
  return Buffer.from(`Kết quả mẫu, không có thật. Synthetic result of dossier ${number}.\n`);
}

/** Signs the electronic result of a finished sample, as the agency that decided would. */
export async function withResults(dossier: DossierRecord, authority: DevelopmentAuthority): Promise<DossierRecord> {
  const { number, finishedAt, resultForm, deciding, receiving } = dossier;
  if (number === null || finishedAt === null || resultForm !== DossierResultForm.ELECTRONIC) return dossier;
  const agency = (deciding ?? receiving).code;
  const statement = { documentHash: hashOf(sampleResultDocument(number)), number, agency, signedAt: finishedAt };
  const signed = signResult(statement, await authority.signerOf(agency));
  return { ...dossier, results: [{ name: "Kết quả (mẫu thử)", ...signed, url: null, synthetic: true }] };
}
