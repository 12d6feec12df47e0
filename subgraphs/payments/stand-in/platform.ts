import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { z } from "../../kit";
import { authenticated, type Fields, isAuthentic, type Partner, platformTime, wireAmount } from "../platform-message";
import { type Control, control } from "./control";
import { DAY_LIST_PATH, dayListsOf } from "./day-list";
import { paymentPage, resultPage } from "./page";

/** Where the stand-in takes INIT and QUERY; its path tells it from a real platform. */
export const STAND_IN_PATH = "/stand-in-platform";

interface Payment {
  readonly token: string;
  readonly reference: string;
  readonly amount: number;
  readonly information: string;
  readonly bill: unknown;
  readonly transaction: string;
  readonly agency: string;
  paidAt: Date | null;
  state: "khoi-tao" | "thanh-cong" | "that-bai";
}

/** A payment platform without money that runs. */
export interface StandInPlatform {
  /** Where it takes messages. */
  readonly url: string;
  /** Its own pages and `/control`. */
  readonly origin: string;
  control(change: Partial<Control>): Promise<void>;
  /** What a payer does on the payment page. Resolves when the results of it were sent. */
  decide(reference: string, decision: "pay" | "refuse"): Promise<void>;
  /** Messages that came, and MaLoi of the answers to results that were sent. */
  counts(): { readonly INIT: number; readonly QUERY: number; readonly answers: readonly string[] };
  close(): Promise<void>;
}

/** Starts the stand-in on 127.0.0.1. @param options.port 0 for a free one */
export async function startStandInPlatform(options: { port: number; partner: Partner }): Promise<StandInPlatform> {
  const platform = new Platform(options.partner);
  const app = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 256 * 1024 });
  addMessages(app, platform);
  addLists(app, platform);
  addPages(app, platform);
  addControl(app, platform);
  const origin = await app.listen({ host: "127.0.0.1", port: options.port });
  platform.origin = origin;
  return {
    url: origin + STAND_IN_PATH,
    origin,
    control: (change) => platform.change(change),
    async decide(reference, decision) {
      const payment = platform.byReference.get(reference);
      if (payment === undefined) throw new Error(`the stand-in platform knows no ${reference}`);
      await platform.decide(payment, decision);
    },
    counts: () => ({ ...platform.counts, answers: [...platform.answers] }),
    async close() {
      await app.close();
      await Promise.allSettled(platform.sending);
    },
  };
}

const billOf = z.looseObject({ MaDonVi: z.string().catch("") }).catch({ MaDonVi: "" });

class Platform {
  readonly byReference = new Map<string, Payment>();
  readonly byToken = new Map<string, Payment>();
  readonly counts = { INIT: 0, QUERY: 0 };
  readonly answers: string[] = [];
  readonly sending = new Set<Promise<void>>();
  behaviour: Control = control.parse({});
  origin = "";
  #kept: Payment[] = [];

  constructor(readonly partner: Partner) {}

  async change(change: Partial<Control>): Promise<void> {
    this.behaviour = control.parse({ ...this.behaviour, ...change });
    if (this.behaviour.reorder) return;
    const kept = this.#kept.reverse();
    this.#kept = [];
    for (const payment of kept) await this.#send(payment);
  }

  /** INIT: the same reference and amount again open nothing new. */
  init(fields: Fields): object {
    const reference = String(fields.MaThamChieu);
    const amount = wireAmount.safeParse(fields.SoTien);
    if (!amount.success) return { error_code: "422", message: "SoTien" };
    const known = this.byReference.get(reference);
    if (known !== undefined && known.amount !== amount.data) return { error_code: "409", message: "MaThamChieu" };
    const payment = known ?? this.#add(reference, amount.data, fields);
    return { error_code: 0, UrlThanhToan: `${this.origin}/pay/${payment.token}` };
  }

  query(fields: Fields): object {
    const payment = this.byReference.get(String(fields.MaThamChieu));
    if (payment === undefined) return { error_code: "404", message: "MaThamChieu" };
    const { reference, transaction, state } = payment;
    return {
      error_code: "0",
      MaThamChieu: reference,
      SoTien: String(this.behaviour.wrongAmount ?? payment.amount),
      MaGiaoDich: transaction,
      TrangThaiGD: state,
    };
  }

  async decide(payment: Payment, decision: "pay" | "refuse"): Promise<void> {
    if (payment.state !== "khoi-tao") return;
    payment.state = decision === "pay" ? "thanh-cong" : "that-bai";
    payment.paidAt = decision === "pay" ? new Date() : null;
    if (this.behaviour.dropCallbacks) return;
    if (this.behaviour.reorder) this.#kept.push(payment);
    else await this.#send(payment);
  }

  #add(reference: string, amount: number, fields: Fields): Payment {
    const payment: Payment = {
      token: randomUUID(),
      reference,
      amount,
      information: String(fields.ThongTinGiaoDich ?? ""),
      bill: fields.ThongTinBienLai,
      agency: billOf.parse(fields.ThongTinBienLai).MaDonVi,
      paidAt: null,
      transaction: `SI${randomUUID().replaceAll("-", "").slice(0, 20)}`,
      state: "khoi-tao",
    };
    this.byReference.set(reference, payment);
    this.byToken.set(payment.token, payment);
    return payment;
  }

  async #send(payment: Payment): Promise<void> {
    const { callback, repeat } = this.behaviour;
    if (callback === null) return;
    const message = this.#result(payment);
    const all = Promise.all(Array.from({ length: repeat }, () => this.#sendOnce(callback, message))).then(
      () => undefined,
    );
    this.sending.add(all);
    await all.finally(() => this.sending.delete(all));
  }

  async #sendOnce(callback: string, message: object): Promise<void> {
    try {
      const response = await fetch(callback, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(10_000),
      });
      const answer = z.looseObject({ MaLoi: z.string() }).safeParse(await response.json());
      this.answers.push(answer.success ? answer.data.MaLoi : `status ${response.status}`);
    } catch {
      // As with a real platform, a partner that is away is no fault of the payment; QUERY tells it later.
      this.answers.push("no answer");
    }
  }

  #result(payment: Payment): object {
    return authenticated(
      "CONFIRM",
      {
        LoaiBanTin: "CONFIRM",
        MaLoi: payment.state === "thanh-cong" ? "00" : "24",
        MaDoiTac: this.partner.code,
        MaThamChieu: payment.reference,
        SoTien: String(this.behaviour.wrongAmount ?? payment.amount),
        MaTienTe: "VND",
        MaGiaoDich: payment.transaction,
        MaNganHang: "STANDIN",
        ThoiGianGD: platformTime(new Date()),
        ThongTinGiaoDich: payment.information,
        ThongTinBienLai: payment.bill,
      },
      this.partner.secret,
    );
  }
}

function addMessages(app: FastifyInstance, platform: Platform): void {
  const message = z.looseObject({ LoaiBanTin: z.enum(["INIT", "QUERY"]), MaThamChieu: z.string().min(1) });
  app.post(STAND_IN_PATH, async (request, reply) => {
    const parsed = message.safeParse(request.body);
    if (!parsed.success) return { error_code: "400", message: "LoaiBanTin" };
    const kind = parsed.data.LoaiBanTin;
    platform.counts[kind] += 1;
    const { fail, delayMs } = platform.behaviour;
    if (delayMs > 0) await pause(delayMs);
    if (fail === "everything" || fail === kind) return reply.code(500).send({ error_code: "500" });
    if (!isAuthentic(kind, parsed.data, platform.partner.secret)) return { error_code: "97", message: "MaXacThuc" };
    return kind === "INIT" ? platform.init(parsed.data) : platform.query(parsed.data);
  });
}

function addLists(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: { day?: string } }>(DAY_LIST_PATH, async (request, reply) => {
    const { fail } = platform.behaviour;
    if (fail === "everything" || fail === "LIST") return reply.code(500).send({ error_code: "500" });
    return dayListsOf([...platform.byReference.values()], request.query.day ?? "", platform.behaviour);
  });
}

function addPages(app: FastifyInstance, platform: Platform): void {
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get<{ Params: { token: string } }>("/pay/:token", async (request, reply) => {
    const payment = platform.byToken.get(request.params.token);
    if (payment === undefined) return html(reply.code(404), resultPage("unknown"));
    return html(reply, payment.state === "khoi-tao" ? paymentPage(payment) : resultPage(payment.state));
  });
  app.post<{ Params: { token: string } }>("/pay/:token", async (request, reply) => {
    const payment = platform.byToken.get(request.params.token);
    const form = z.object({ decision: z.enum(["pay", "refuse"]) }).safeParse(request.body);
    if (payment === undefined || !form.success) return html(reply.code(404), resultPage("unknown"));
    await platform.decide(payment, form.data.decision);
    return html(reply, resultPage(payment.state));
  });
}

function addControl(app: FastifyInstance, platform: Platform): void {
  app.get("/control", async () => ({
    ...platform.behaviour,
    counts: { ...platform.counts, answers: platform.answers },
  }));
  app.post("/control", async (request, reply) => {
    const change = control.partial().safeParse(request.body);
    if (!change.success) return reply.code(400).send({ message: z.prettifyError(change.error) });
    const given = new Set(Object.keys(z.record(z.string(), z.unknown()).parse(request.body)));
    const named = Object.fromEntries(Object.entries(change.data).filter(([name]) => given.has(name)));
    await platform.change(named);
    return platform.behaviour;
  });
}

function html(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page);
}
