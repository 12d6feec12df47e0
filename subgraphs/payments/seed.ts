import { createHash } from "node:crypto";
import { DAY, type SampleDossier, type SampleWorld } from "../kit";
import type { FeeLine } from "./payment";
import type { Payments } from "./payments";
import { platformTime } from "./platform-message";
import type { SamplePayment } from "./store";

/**
 * A payment request for every sample dossier with a fee: paid where the dossier is finished, and for some of the others; the
 * first citizen, whom developers play, has one to pay. Ids are made from the dossier's, so that they are the same on every
 * machine. Writes once.
 */
export async function seedPayments({ store }: Payments, world: SampleWorld): Promise<string> {
  const charged = world.dossiers.filter((dossier) => dossier.fee > 0);
  const toPay = charged.findLast((dossier) => dossier.owner === world.citizens[0]);
  const samples = charged.map((dossier) => sampleOf(dossier, world.now, dossier !== toPay));
  const written = await store.insertSamples(samples);
  if (!written) return "0 new payment requests";
  const paid = samples.filter((sample) => sample.came === "PAID").length;
  return `${samples.length} new payment requests, ${paid} of them paid`;
}

function sampleOf(dossier: SampleDossier, now: Date, mayBePaid: boolean): SamplePayment {
  const digest = createHash("sha256").update(`payment request of ${dossier.id}`).digest();
  const chance = digest.readUInt32BE(16);
  const createdAt = new Date(now.getTime() - ((chance % 60) + 2) * DAY);
  const paidAt = new Date(createdAt.getTime() + (1 + (chance % 47)) * 60 * 60 * 1000);
  const number = dossier.number.replace(/[^0-9A-Za-z]/g, "").slice(0, 40);
  return {
    came: mayBePaid && (dossier.finished || chance % 4 === 0) ? "PAID" : "CREATED",
    reference: `dvc${number}${platformTime(createdAt)}${String(chance % 10_000).padStart(4, "0")}`,
    paidAt,
    request: {
      id: uuidOf(digest),
      dossierId: dossier.id,
      dossierNumber: dossier.number,
      agency: dossier.agency,
      payer: dossier.owner,
      procedure: dossier.procedure,
      amount: dossier.fee,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 3650 * DAY),
      lines: linesOf(dossier, chance),
    },
  };
}

/** Some samples have phí and lệ phí, as many procedures do. The codes and names are made up and say so. */
function linesOf({ fee }: SampleDossier, chance: number): FeeLine[] {
  const charge = { kind: "LE_PHI" as const, code: "MAU-LP", name: "Lệ phí giải quyết hồ sơ (dữ liệu mẫu)" };
  const service = { kind: "PHI" as const, code: "MAU-P", name: "Phí thẩm định hồ sơ (dữ liệu mẫu)" };
  const part = chance % 3 === 0 ? Math.floor(fee / 2) : 0;
  if (part === 0) return [{ ...charge, amount: fee }];
  return [
    { ...service, amount: part },
    { ...charge, amount: fee - part },
  ];
}

/** A UUID of version 8 (RFC 9562: made by an own rule) from the first bytes of a digest. */
function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
