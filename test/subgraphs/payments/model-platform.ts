import type { GraphClient, Random } from "../../../subgraphs/kit";
import { type PlatformClient, PlatformUnavailable } from "../../../subgraphs/payments/platform-client";

/** Stands for the death of the process: nothing after it is done until everything is opened again. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export interface ModelPayment {
  readonly reference: string;
  readonly amount: number;
  readonly lines: readonly object[];
  state: "khoi-tao" | "thanh-cong" | "that-bai";
}

/** A callback that the platform would send, again and again, in any order. */
export interface ModelCallback {
  readonly payment: ModelPayment;
  readonly code: "00" | "24";
  readonly transaction: string;
}

/** The platform in memory, which lives on when our process dies; its answers get lost as chance has it. */
export function modelPlatform(random: () => Random, mayFail: () => boolean) {
  const payments = new Map<string, ModelPayment>();
  const callbacks: ModelCallback[] = [];
  /** Loses the message, or the answer to it, or kills the process at either moment. */
  const trouble = () => {
    if (!mayFail() || random().next() > 0.15) return;
    if (random().next() < 0.5) throw new Crash("while a message was under way");
    throw new PlatformUnavailable("as chance has it");
  };
  const client: PlatformClient = {
    async init({ reference, amount, lines }) {
      trouble();
      if (!payments.has(reference)) payments.set(reference, { reference, amount, lines, state: "khoi-tao" });
      trouble();
      return { kind: "OPENED", url: `https://pay.example/${reference}` };
    },
    async query(reference) {
      trouble();
      const payment = payments.get(reference);
      if (payment === undefined) return { kind: "UNKNOWN" };
      if (payment.state === "khoi-tao") return { kind: "OPEN" };
      const result = payment.state === "thanh-cong" ? "PAID" : "FAILED";
      const transaction = `${reference}-${payment.state}`;
      return { kind: "REPORT", report: { reference, result, amount: payment.amount, transaction, lines: null } };
    },
    async close() {},
  };
  return {
    client,
    payments,
    callbacks,
    /** What a payer does on a page. A refused card can be followed by one that pays; money that was taken stays. */
    decide(payment: ModelPayment, decision: "pay" | "refuse") {
      if (payment.state === "thanh-cong") return;
      payment.state = decision === "pay" ? "thanh-cong" : "that-bai";
      const code = decision === "pay" ? "00" : "24";
      callbacks.push({ payment, code, transaction: `${payment.reference}-${payment.state}` });
    },
    forget() {
      payments.clear();
      callbacks.length = 0;
    },
  };
}

/** The dossiers' side of the contract: a message has its effect once, by its key, however often it comes. */
export function modelDossiers(random: () => Random, mayFail: () => boolean) {
  const effects: { readonly paymentRequestId: string; readonly outcome: string; readonly amount: number }[] = [];
  const keys = new Map<string, string>();
  let sent = 0;
  const graph: GraphClient = {
    async ask({ variables }) {
      sent += 1;
      const chance = mayFail() ? random().next() : 1;
      if (chance < 0.1) throw new Crash("before a message was delivered");
      if (chance < 0.2) return { data: null, errors: [{ message: "SUBGRAPH_UNAVAILABLE" }] };
      if (chance < 0.3) return payload([{ code: "NOT_FOUND" }]);
      const input = Object(variables?.input);
      const [key, content] = [String(input.idempotencyKey), JSON.stringify(input)];
      if (keys.has(key) && keys.get(key) !== content) return payload([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
      if (!keys.has(key)) {
        keys.set(key, content);
        const { paymentRequestId, outcome, amount } = input;
        effects.push({ paymentRequestId, outcome, amount });
      }
      if (chance < 0.4) throw new Crash("after a message was delivered");
      return payload([]);
    },
  };
  return {
    graph,
    effects,
    sent: () => sent,
    forget() {
      effects.length = 0;
      keys.clear();
    },
  };
}

function payload(errors: readonly object[]) {
  return { data: { recordDossierPayment: { errors } }, errors: [] };
}
