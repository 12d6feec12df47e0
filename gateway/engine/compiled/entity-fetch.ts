import type { FetchNode } from "@apollo/query-planner";
import { parse } from "graphql";
import { asGraphQLError, errorsOf, isObject, pathOf } from "../subgraph-error";
import { CompiledDocument, Selection } from "./absorb";
import { ask, badAnswer } from "./ask";
import { compileBody, type RequestBody } from "./body";
import { compileContext } from "./context";
import { entitySelections } from "./entity-parts";
import { lazyTraces, type Place, prefixOf, type Trace } from "./place";
import type { ProgramGraph, Run, Step } from "./program";
import { compileReduction } from "./reduction";
import { compileRepresentation, type Represent } from "./representation";
import { keysOf } from "./requirements";
import { type Entity, isEntity, type TypeMatcher, type Value } from "./types";

/** A fetch of entities, or one with some of its fields. */
interface Form {
  readonly represent: Represent;
  readonly body: RequestBody;
  readonly selection: Selection;
}

/** What goes to the subgraph in one request. */
interface Batch {
  readonly form: Form;
  /** Variables of this batch only. */
  readonly context: string;
  readonly places: Map<string, number>;
  readonly targets: { readonly entity: Entity; readonly index: number }[][];
}

/** Entities that look the same to the subgraph are asked about once; each of them gets what came. */
export function compileEntityFetch(node: FetchNode, graph: ProgramGraph): Step {
  const whole = compileForm(node, graph);
  const reduce = compileReduction(node, graph.requirements, graph.matches);
  const reduced = new Map<FetchNode, Form>();
  const reducedForm = (entity: Entity): Form | undefined => {
    const less = reduce?.(entity);
    if (less === undefined) return undefined;
    const form = reduced.get(less) ?? compileForm(less, graph);
    reduced.set(less, form);
    return form;
  };
  const readContext =
    node.contextRewrites === undefined ? undefined : compileContext(node.contextRewrites, graph.matches);

  return async (run, at) => {
    const traces = lazyTraces(run.root, at.path);
    const batches: Batch[] = [];
    at.entities.forEach((entity, index) => {
      let form: Form | undefined = whole;
      let representation = whole.represent(entity);
      if (representation === null) {
        form = reducedForm(entity);
        representation = form?.represent(entity) ?? null;
      }
      if (form === undefined || representation === null) return;
      const context = readContext?.(traces()[index]?.ancestors ?? []) ?? "";
      let batch = batches.find((each) => each.form === form && each.context === context);
      if (batch === undefined) {
        batch = { form, context, places: new Map(), targets: [] };
        batches.push(batch);
      }
      const place = batch.places.get(representation);
      if (place === undefined) {
        batch.places.set(representation, batch.targets.length);
        batch.targets.push([{ entity, index }]);
      } else batch.targets[place]?.push({ entity, index });
    });
    const fetch = { subgraph: node.serviceName, matches: graph.matches, traces };
    await Promise.all(batches.map((batch) => fetchBatch(run, at, { ...fetch, batch })));
  };
}

function compileForm(node: FetchNode, graph: ProgramGraph): Form {
  const document = parse(node.operation, { noLocation: true });
  const compiled = new CompiledDocument(document, graph.schema, graph.matches);
  return {
    represent: compileRepresentation(
      { requires: node.requires ?? [], rewrites: node.inputRewrites, keys: keysOf(node, graph.requirements) },
      graph.matches,
    ),
    body: compileBody(node),
    selection: new Selection(entitySelections(document), compiled, node.outputRewrites ?? []),
  };
}

interface BatchFetch {
  readonly subgraph: string;
  readonly batch: Batch;
  readonly matches: TypeMatcher;
  traces(): readonly Trace[];
}

async function fetchBatch(run: Run, at: Place, { subgraph, batch, matches, traces }: BatchFetch): Promise<void> {
  const { form, context, places, targets } = batch;
  const representations = `"representations":[${[...places.keys()].join()}]`;
  const body = form.body(run, context === "" ? [representations] : [representations, context]);
  const answer = await ask(run, at, { subgraph, body, read: true });
  if (answer === null) return;

  const pathAt = (index: number) => traces()[index]?.path ?? [];
  for (const error of errorsOf(answer.errors)) {
    const [root, place, ...rest] = pathOf(Reflect.get(error, "path"));
    const meant = root === "_entities" && typeof place === "number" ? targets[place] : undefined;
    if (meant === undefined) run.errors.push(asGraphQLError(error, subgraph, prefixOf(at.path)));
    for (const { index } of meant ?? []) {
      run.errors.push(asGraphQLError(error, subgraph, [...pathAt(index), ...rest]));
    }
  }
  const received = isObject(answer.data) ? answer.data._entities : null;
  if (received == null && errorsOf(answer.errors).length > 0) return;
  if (!Array.isArray(received) || received.length !== targets.length) {
    run.errors.push(badAnswer(subgraph, prefixOf(at.path), "not as many entities as were asked for"));
    return;
  }
  received.forEach((value: unknown, place) => {
    if (value === null) return;
    for (const { entity, index } of targets[place] ?? []) {
      const typename = String(entity.__typename);
      if (isEntity(value) && isOfType(value.__typename, typename, matches)) {
        form.selection.absorb(entity, value, typename);
      } else run.errors.push(badAnswer(subgraph, pathAt(index), "another entity than was asked for"));
    }
  });
}

/** An entity comes back as the type it was asked as, or as an interface of it where the subgraph knows no more. */
function isOfType(said: Value | undefined, asked: string, matches: TypeMatcher): boolean {
  if (said === undefined) return true;
  return typeof said === "string" && (matches(asked, said) || matches(said, asked));
}
