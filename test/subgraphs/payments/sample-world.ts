import { emptyWorld, type SampleDossier, type SampleWorld, uuidOf } from "../../../subgraphs/kit";

const NOW = new Date("2026-10-01T00:00:00+07:00");
const HOUR = 3_600_000;

/** Dossiers as the samples of dossiers put them into the world: most with fees, paid or asked for. */
export function worldOf(count: number): SampleWorld {
  return emptyWorld({ now: NOW, dossiers: Array.from({ length: count }, (_, index) => dossierOf(index)) });
}

function dossierOf(index: number): SampleDossier {
  const amounts = index % 10 === 9 ? [] : index % 3 === 0 ? [20_000, 5_000 + index] : [25_000 * (1 + (index % 7))];
  const fees = amounts.map((amount, at) => ({
    kind: at === 0 ? ("LE_PHI" as const) : ("PHI" as const),
    code: `MAU-${at}`,
    name: "Phí, lệ phí (dữ liệu mẫu)",
    amount,
  }));
  const filedAt = new Date(NOW.getTime() - (index % 2000) * HOUR);
  const state = fees.length === 0 || index % 4 === 3 ? "NONE" : index % 4 === 2 ? "REQUESTED" : "PAID";
  const id = uuidOf(Buffer.from(index.toString(16).padStart(32, "0"), "hex"));
  return {
    id,
    number: `H26.12-260901-${String(index).padStart(6, "0")}`,
    owner: `citizen-${index % 50}`,
    submitter: `citizen-${index % 50}`,
    agency: index % 2 === 0 ? "H26.12" : "G12",
    procedure: "1.001247",
    finished: index % 5 === 0,
    filedAt,
    finishedAt: null,
    fees,
    fee: fees.reduce((sum, fee) => sum + fee.amount, 0),
    payment: {
      state,
      requestedAt: state === "NONE" ? null : filedAt,
      paidAt: state === "PAID" ? new Date(filedAt.getTime() + HOUR) : null,
    },
  };
}
