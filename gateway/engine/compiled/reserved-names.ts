import { type DocumentNode, visit } from "graphql";

/**
 * The first name of a document that clients may not choose: names that begin with `__` are GraphQL's own, and one of them is every
 * object's prototype; the others are variables of the requests that we make.
 */
export function reservedNameIn(document: DocumentNode): string | undefined {
  let found: string | undefined;
  const look = (name: string | undefined, reserved: RegExp) => {
    if (name !== undefined && reserved.test(name)) found ??= name;
  };
  visit(document, {
    Field({ alias, name }) {
      if (alias?.value !== name.value) look(alias?.value, OURS);
    },
    FragmentDefinition: ({ name }) => look(name.value, OURS),
    OperationDefinition: ({ name }) => look(name?.value, OURS),
    VariableDefinition: ({ variable }) => look(variable.name.value, OUR_VARIABLES),
  });
  return found;
}

const OURS = /^__/;
const OUR_VARIABLES = /^(__|representations$|contextualArgument_)/;
