import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { z } from "../../kit";
import type { Person } from "../people";
import { readCollection } from "../registry-message";
import { writeCollection } from "../registry-message-writer";
import { MESSAGE_LIMIT, UnusableMessage } from "../registry-xml";
import { SYNTHETIC_NOTE } from "../service";
import { syntheticElders, syntheticPeople } from "./synthetic-people";

/** How the stand-in behaves; everything but `ok` is a way in which a real registry fails. */
export const REGISTRY_MODES = ["ok", "garbage", "error", "hang", "wrong-people", "slow"] as const;
type RegistryMode = (typeof REGISTRY_MODES)[number];

/** A registry of made-up people that runs. */
export interface StandInRegistry {
  /** Where it takes messages. */
  readonly url: string;
  /** Where its behaviour is set: `POST {"mode": …}`, and read with the counts: `GET`. */
  readonly controlUrl: string;
  setMode(mode: RegistryMode, milliseconds?: number): void;
  /** Messages that came so far, and people that these asked about. */
  counts(): { readonly messages: number; readonly people: number };
  close(): Promise<void>;
}

export interface StandInRegistryOptions {
  /** 0 for a free one. */
  readonly port: number;
  readonly people?: readonly Person[];
}

/**
 * Serves made-up people by messages of QCVN 109, on this machine only. Every answer says in GhiChu that it is synthetic;
 * ThoiDiemDuLieu is the moment of asking.
 */
export async function startStandInRegistry(options: StandInRegistryOptions): Promise<StandInRegistry> {
  const people = options.people ?? [...syntheticPeople(), ...syntheticElders()];
  const byNumber = indexByNumber(people);
  const state: State = { mode: "ok", milliseconds: 1_000, messages: 0, people: 0 };
  const app = fastify({ logger: false, bodyLimit: MESSAGE_LIMIT, forceCloseConnections: true });
  addControl(app, state);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.post(MESSAGE_PATH, async (request, reply) => {
      state.messages += 1;
      const numbers = readNumbers(request.body);
      if (numbers === null) return reply.code(400).send();
      state.people += numbers.length;
      const found = numbers.flatMap((number) => byNumber.get(number) ?? []);
      return answer(
        state,
        { found, others: people.filter((person) => !found.includes(person)).slice(0, numbers.length) },
        reply,
      );
    });
  });
  const base = await app.listen({ host: "127.0.0.1", port: options.port });
  return {
    url: base + MESSAGE_PATH,
    controlUrl: base + CONTROL_PATH,
    setMode(mode, milliseconds = state.milliseconds) {
      Object.assign(state, { mode, milliseconds });
    },
    counts: () => ({ messages: state.messages, people: state.people }),
    close: () => app.close(),
  };
}

const MESSAGE_PATH = "/qcvn109";
const CONTROL_PATH = "/control";
const CONTROL = z.object({
  mode: z.enum(REGISTRY_MODES),
  /** How long `slow` waits before it answers. */
  milliseconds: z.number().int().min(0).max(60_000).optional(),
});

interface State {
  mode: RegistryMode;
  milliseconds: number;
  messages: number;
  people: number;
}

function addControl(app: FastifyInstance, state: State): void {
  app.get(CONTROL_PATH, async () => state);
  app.post(CONTROL_PATH, async (request, reply) => {
    const wanted = CONTROL.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send({ modes: REGISTRY_MODES });
    Object.assign(state, wanted.data);
    return state;
  });
}

function indexByNumber(people: readonly Person[]): ReadonlyMap<string, Person> {
  const index = new Map<string, Person>();
  for (const person of people) {
    if (person.personalNumber !== null) index.set(person.personalNumber, person);
    if (person.oldNumber !== null) index.set(person.oldNumber, person);
  }
  return index;
}

function readNumbers(body: unknown): string[] | null {
  if (!Buffer.isBuffer(body)) return null;
  try {
    return readCollection(body).people.map((person) => person.personalNumber ?? person.oldNumber ?? "");
  } catch (error) {
    if (error instanceof UnusableMessage) return null;
    throw error;
  }
}

async function answer(
  state: State,
  { found, others }: { found: readonly Person[]; others: readonly Person[] },
  reply: FastifyReply,
): Promise<unknown> {
  const send = (people: readonly Person[]) =>
    reply
      .type("application/xml; charset=utf-8")
      .send(writeCollection({ note: SYNTHETIC_NOTE, dataTime: new Date(), people }));
  switch (state.mode) {
    case "ok":
      return send(found);
    case "wrong-people":
      return send(others);
    case "garbage":
      return reply.type("application/xml").send("<html><body>Hệ thống đang bảo trì<br></body></html>");
    case "error":
      return reply.code(500).send();
    case "hang":
      return reply.hijack();
    case "slow":
      await waitWhileConnected(state.milliseconds, reply);
      return send(found);
  }
}

/** Ends early when nobody waits for the answer any more, so that no timer outlives the registry. */
function waitWhileConnected(milliseconds: number, reply: FastifyReply): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    reply.raw.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
