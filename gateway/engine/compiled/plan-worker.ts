import { parentPort, workerData } from "node:worker_threads";
import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { parse } from "graphql";
import { SUPPORTED_FEATURES } from "./features";
import type { PlanAnswer, PlanQuestion } from "./planner";

/**
 * Plans operations one by one, in a thread of its own: however long a plan takes, requests in flight go on. The supergraph was checked
 * when it was read; here, requirements with arguments have left externals that nothing uses, which a check would not let pass.
 */
const supergraph = Supergraph.build(String(workerData), {
  supportedFeatures: SUPPORTED_FEATURES,
  validateSupergraph: false,
});
const planner = new QueryPlanner(supergraph);
const apiSchema = supergraph.apiSchema();

parentPort?.on("message", ({ text, operationName }: PlanQuestion) => {
  parentPort?.postMessage(answerTo(text, operationName));
});

// The time that a plan may take counts from here, not from the start of the thread.
parentPort?.postMessage("ready");

function answerTo(text: string, operationName: string | undefined): PlanAnswer {
  try {
    const document = parse(text, { noLocation: true });
    const plan = planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName }));
    // The planner's own objects have methods: only what they say crosses to the other thread.
    return { plan: JSON.parse(JSON.stringify(plan)) };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}
