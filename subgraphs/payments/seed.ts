import { createHash } from "node:crypto";
import { DAY, type SampleDossier, type SampleWorld, uuidOf } from "../kit";
import type { Payments } from "./payments";
import { platformTime } from "./platform-message";
import type { SamplePayment } from "./store";

/** Dossiers whose payments are written together. */
const BATCH = 1000;

/**
 * A payment request for every sample dossier whose history has one, as far as it came there. Ids are made from the dossier's, so
 * that they are the same on every machine. Written in batches, each whole or not at all; what is there already stays.
 */
export async function seedPayments({ store }: Payments, world: SampleWorld): Promise<string> {
  const charged = world.dossiers.filter((dossier) => dossier.payment.state !== "NONE" && dossier.fee > 0);
  const first = charged[0];
  const last = charged.at(-1);
  const ends = [first, last].flatMap((dossier) => (dossier === undefined ? [] : [requestIdOf(dossier)]));
  if ((await store.requests(ends)).length === new Set(ends).size) return "0 new payment requests";
  let written = 0;
  let paid = 0;
  for (let from = 0; from < charged.length; from += BATCH) {
    const fresh = await store.insertSamples(charged.slice(from, from + BATCH).map((each) => sampleOf(each, world.now)));
    written += fresh.length;
    paid += fresh.filter((sample) => sample.came === "PAID").length;
    world.progress(Math.min(from + BATCH, charged.length), charged.length);
  }
  return `${written} new payment requests, ${paid} of them paid`;
}

function sampleOf(dossier: SampleDossier, now: Date): SamplePayment {
  const { payment, fees } = dossier;
  const createdAt = payment.requestedAt ?? dossier.filedAt;
  const paidAt = payment.paidAt ?? createdAt;
  const chance = digestOf(dossier).readUInt32BE(16);
  const number = dossier.number.replace(/[^0-9A-Za-z]/g, "").slice(0, 40);
  return {
    came: payment.state === "PAID" ? "PAID" : "CREATED",
    reference: `dvc${number}${platformTime(createdAt)}${String(chance % 10_000).padStart(4, "0")}`,
    paidAt,
    request: {
      id: requestIdOf(dossier),
      dossierId: dossier.id,
      dossierNumber: dossier.number,
      agency: dossier.agency,
      payer: dossier.submitter,
      procedure: dossier.procedure,
      amount: dossier.fee,
      createdAt,
      // Far ahead: the samples must not all expire on the machine that keeps them for a while.
      expiresAt: new Date(Math.max(createdAt.getTime(), now.getTime()) + 3650 * DAY),
      lines: fees.map(({ kind, code, name, amount }) => ({ kind, code, name, amount })),
    },
  };
}

function requestIdOf(dossier: SampleDossier): string {
  return uuidOf(digestOf(dossier));
}

function digestOf({ id }: SampleDossier): Buffer {
  return createHash("sha256").update(`payment request of ${id}`).digest();
}
