import type { FetchNode } from "@apollo/query-planner";
import type { Run } from "./program";

/** Makes the body of a request, with what goes into its variables beside the client's as members of a JSON object. */
export type RequestBody = (run: Run, variables: readonly string[]) => string;

/** Everything in the body of a fetch that is the same each time is text already. */
export function compileBody({ operation, operationName, variableUsages = [] }: FetchNode): RequestBody {
  const name = operationName === undefined ? "" : `,"operationName":${JSON.stringify(operationName)}`;
  const start = `{"query":${JSON.stringify(operation)}${name},"variables":{`;
  return ({ variables: given }, more) => {
    const parts = [...more];
    for (const variable of variableUsages) {
      const value = Object.hasOwn(given, variable) ? given[variable] : undefined;
      if (value !== undefined) parts.push(`${JSON.stringify(variable)}:${JSON.stringify(value)}`);
    }
    return `${start}${parts.join()}}}`;
  };
}
