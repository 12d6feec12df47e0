import { createHash } from "node:crypto";

/**
 * What the samples of different subgraphs must agree on. The seeds run in the order catalogue, citizens, dossiers, payments,
 * evaluation; each reads what the earlier ones put here and puts what the later ones need. Equal sizes give equal samples on every
 * machine: everything is drawn from {@link SampleSize.seed} and the world's `now`.
 */
export interface SampleWorld {
  readonly now: Date;
  readonly size: SampleSize;
  /** Put here by the catalogue: procedures that sample dossiers are filed under. */
  procedures: readonly SampleProcedure[];
  /** Put here by the catalogue: agencies that receive sample dossiers. */
  agencies: readonly SampleAgency[];
  /** Opaque ids of synthetic citizens. */
  citizens: readonly string[];
  dossiers: readonly SampleDossier[];
  /** Says how far a long step is; cheap enough to call every thousand. */
  progress(done: number, of: number): void;
}

/** How large the samples are. `procedures` and `agencies` count the synthetic ones beside the real ones. */
export interface SampleSize {
  readonly seed: number;
  readonly procedures: number;
  readonly agencies: number;
  readonly dossiers: number;
}

/** What `npm start` writes. */
export const DEFAULT_SAMPLES: SampleSize = { seed: 1, procedures: 0, agencies: 0, dossiers: 2_000 };

/** A procedure with the version in force, as the catalogue states it. */
export interface SampleProcedure {
  readonly code: string;
  readonly version: number;
  readonly name: string;
}

/** An agency that receives dossiers, and the codes of the procedures that it offers; online ones are a part of all. */
export interface SampleAgency {
  readonly code: string;
  readonly procedures: readonly string[];
  readonly online: readonly string[];
}

export interface SampleDossier {
  readonly id: string;
  readonly number: string;
  readonly owner: string;
  readonly submitter: string;
  readonly agency: string;
  readonly procedure: string;
  readonly finished: boolean;
  readonly filedAt: Date;
  readonly finishedAt: Date | null;
  /** What is to be paid; empty when nothing is. */
  readonly fees: readonly SampleFee[];
  /** Whole đồng: the sum of the fees. */
  readonly fee: number;
  /** What the dossier's history says of its payment: `paidAt` is when it went on. NONE when nothing was asked. */
  readonly payment: {
    readonly state: "NONE" | "REQUESTED" | "PAID";
    readonly requestedAt: Date | null;
    readonly paidAt: Date | null;
  };
}

export interface SampleFee {
  readonly kind: "PHI" | "LE_PHI";
  readonly code: string;
  readonly name: string;
  readonly amount: number;
}

/** Random numbers that are the same on every machine: a name draws its own sequence, whatever else is drawn. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** @throws RangeError for an empty list */
  pick<Item>(items: readonly Item[]): Item;
  bytes(count: number): Buffer;
  /** A UUID of version 8 (RFC 9562: made by an own rule). */
  uuid(): string;
}

/** The sequence of a name: SHA-256 in counter mode. */
export function randomOf(name: string): Random {
  let block = Buffer.alloc(0);
  let at = 0;
  let counter = 0;
  const bytes = (count: number): Buffer => {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      if (at === block.length) {
        block = createHash("sha256").update(`${counter++}:${name}`).digest();
        at = 0;
      }
      const part = block.subarray(at, at + missing);
      parts.push(part);
      at += part.length;
      missing -= part.length;
    }
    return Buffer.concat(parts);
  };
  const next = () => bytes(6).readUIntBE(0, 6) / 2 ** 48;
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    bytes,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    uuid: () => uuidOf(bytes(16)),
  };
}

/** A UUID of version 8 from the first 16 bytes. */
export function uuidOf(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x80;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  const hex = own.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A world that nothing has been put into yet. */
export function emptyWorld(given: Partial<SampleWorld> & Pick<SampleWorld, "now">): SampleWorld {
  return {
    size: DEFAULT_SAMPLES,
    procedures: [],
    agencies: [],
    citizens: [],
    dossiers: [],
    progress: () => undefined,
    ...given,
  };
}
