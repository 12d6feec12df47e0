import type { GraphClient, Job } from "../../../subgraphs/kit";

/** What the graph answers to a message. */
export type Answer = "done" | "away" | "NOT_FOUND" | "INVALID";

/** The graph as the relay sees it: notes every message, and answers as told. */
export function dossiersInbox() {
  const messages: Record<string, unknown>[] = [];
  let answer: Answer = "done";
  const graph: GraphClient = {
    async ask({ variables }) {
      messages.push(Object(variables?.input));
      if (answer === "away") throw new Error("the gateway did not answer");
      const errors = answer === "done" ? [] : [{ code: answer }];
      return { data: { recordDossierPayment: { errors } }, errors: [] };
    },
  };
  return {
    graph,
    messages,
    answers(next: Answer) {
      answer = next;
    },
    of: (requestId: string) =>
      messages.filter((each) => each.paymentRequestId === requestId).map((each) => each.outcome),
  };
}

/** The job that sends messages to dossiers. */
export function relayOf(jobs: readonly Job[]): Job {
  const relay = jobs.find((job) => job.name.includes("relay"));
  if (relay === undefined) throw new Error("payments have no relay");
  return relay;
}
