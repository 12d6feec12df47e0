import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
} from "graphql";

/** A valid operation made from a tape of choices. */
export interface MadeOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Values that arguments are given, by the argument's name; others are made from their type. */
export type Samples = Readonly<Record<string, readonly unknown[]>>;

const DEPTH = 5;
const FIELDS = 40;

/**
 * Makes an operation of a schema from numbers: fewer and smaller numbers make a simpler one, so that a failure shrinks by its tape.
 * @returns null when the choices lead to fields that cannot be merged
 */
export function makeOperation(
  schema: GraphQLSchema,
  tape: readonly number[],
  { samples = {}, fieldsAtMost = FIELDS }: { readonly samples?: Samples; readonly fieldsAtMost?: number },
): MadeOperation | null {
  for (const daring of [true, false]) {
    const made = new Maker(schema, tape, { samples, fieldsAtMost, daring }).make();
    if (validate(schema, parse(made.query)).length === 0) return made;
  }
  return null;
}

class Maker {
  readonly #schema: GraphQLSchema;
  readonly #tape: readonly number[];
  readonly #samples: Samples;
  readonly #fieldsAtMost: number;
  /** Whether aliases are any names, which then may clash. */
  readonly #daring: boolean;
  #at = 0;
  #fields = 0;
  #names = 0;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments = new Map<string, { readonly type: string; readonly text: string }>();

  constructor(
    schema: GraphQLSchema,
    tape: readonly number[],
    options: { readonly samples: Samples; readonly fieldsAtMost: number; readonly daring: boolean },
  ) {
    this.#schema = schema;
    this.#tape = tape;
    this.#samples = options.samples;
    this.#fieldsAtMost = options.fieldsAtMost;
    this.#daring = options.daring;
  }

  make(): MadeOperation {
    const root = this.#schema.getQueryType();
    if (root == null) throw new Error("a schema without queries");
    const selection = this.#selection(root, 0);
    const head = this.#declared.length === 0 ? "query" : `query (${this.#declared.join(", ")})`;
    const fragments = [...this.#fragments].map(([name, { type, text }]) => `fragment ${name} on ${type} ${text}`);
    return { query: [`${head} ${selection}`, ...fragments].join("\n"), variables: this.#variables };
  }

  /** A number below a limit; the simplest choice, 0, when the tape is at its end. */
  #choose(limit: number): number {
    const number = this.#tape[this.#at] ?? 0;
    this.#at += 1;
    return limit === 0 ? 0 : number % limit;
  }

  #pick<Item>(items: readonly Item[]): Item {
    const item = items[this.#choose(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const parts: string[] = [];
    for (let left = 1 + this.#choose(5); left > 0; left -= 1) parts.push(this.#part(type, depth));
    return `{ ${parts.join(" ")} }`;
  }

  #part(type: GraphQLNamedType, depth: number): string {
    const kind = depth < DEPTH && this.#fields < this.#fieldsAtMost ? this.#choose(12) : 0;
    if (kind === 9) return `${this.#alias("__typename", [])}__typename${this.#condition()}`;
    if (kind === 10) return `... on ${this.#narrow(type)}`;
    if (kind === 11) {
      const known = [...this.#fragments].filter(([, fragment]) => fragment.type === type.name);
      if (known.length > 0 && this.#choose(2) === 1) return `...${this.#pick(known)[0]}${this.#condition()}`;
      const name = this.#name("F");
      const text = this.#selection(type, depth + 1);
      this.#fragments.set(name, { type: type.name, text });
      return `...${name}${this.#condition()}`;
    }
    return this.#field(type, depth);
  }

  #narrow(type: GraphQLNamedType): string {
    const types = isAbstractType(type) ? [type, ...this.#schema.getPossibleTypes(type)] : [type];
    const around = isObjectType(type) ? [type, ...type.getInterfaces()] : types;
    const chosen = this.#pick<GraphQLNamedType>(around);
    return `${chosen.name}${this.#condition()} ${this.#selection(chosen, DEPTH - 2)}`;
  }

  #field(type: GraphQLNamedType, depth: number): string {
    const all = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const deep = depth < DEPTH && this.#fields < this.#fieldsAtMost;
    const fields = deep ? all : all.filter((field) => !isCompositeType(getNamedType(field.type)));
    if (fields.length === 0) return "__typename";
    this.#fields += 1;
    const field = this.#pick(fields);
    const given = this.#arguments(field);
    const alias = this.#alias(field.name, all, given !== "");
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.#selection(named, depth + 1)}` : "";
    return `${alias}${field.name}${given}${this.#condition()}${below}`;
  }

  #alias(field: string, siblings: readonly GraphQLField<unknown, unknown>[], hasArguments = false): string {
    if (!this.#daring) return hasArguments || this.#choose(3) === 1 ? `${this.#name("a")}: ` : "";
    const kind = this.#choose(6);
    if (kind === 4) return `${this.#name("a")}: `;
    if (kind === 5 && siblings.length > 0) return `${this.#pick(siblings).name}: `;
    if (kind === 3 && hasArguments) return `${this.#name("a")}: `;
    return field === "__typename" && kind === 2 ? "id: " : "";
  }

  #condition(): string {
    const kind = this.#choose(10);
    if (kind < 7) return "";
    const name = this.#pick(["skip", "include"]);
    if (kind === 7) return ` @${name}(if: ${this.#pick(["false", "true"])})`;
    const variable = `c${this.#choose(3)}`;
    if (!this.#declared.some((declared) => declared.startsWith(`$${variable}:`))) {
      const how = this.#choose(3);
      this.#declared.push(`$${variable}: ${how === 2 ? "Boolean = true" : "Boolean!"}`);
      if (how !== 2) this.#variables[variable] = how === 1;
    }
    return ` @${name}(if: $${variable})`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.flatMap((argument) => {
      if (!isRequiredArgument(argument) && this.#choose(3) === 0) return [];
      return [`${argument.name}: ${this.#argument(argument)}`];
    });
    return given.length === 0 ? "" : `(${given.join(", ")})`;
  }

  #argument({ name, type }: GraphQLArgument): string {
    const samples = this.#samples[name];
    const value = samples === undefined ? this.#value(type) : this.#pick(samples);
    if (this.#choose(2) === 0) return literal(value, type);
    const variable = this.#name("v");
    this.#declared.push(`$${variable}: ${String(type)}`);
    this.#variables[variable] = value;
    return `$${variable}`;
  }

  #value(type: GraphQLInputType): unknown {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return Array.from({ length: this.#choose(3) }, () => this.#value(nullable.ofType));
    if (isEnumType(nullable)) return this.#pick(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const fields = Object.values(nullable.getFields());
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type)]));
    }
    if (nullable.name === "Int") return this.#choose(5);
    if (nullable.name === "Boolean") return this.#choose(2) === 1;
    return this.#pick(["", "1", "a"]);
  }

  #name(start: string): string {
    this.#names += 1;
    return `${start}${this.#names}`;
  }
}

function literal(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isEnumType(nullable)) return String(value);
  if (Array.isArray(value) && isListType(nullable)) {
    return `[${value.map((item) => literal(item, nullable.ofType)).join(", ")}]`;
  }
  if (isInputObjectType(nullable) && typeof value === "object" && value !== null) {
    const fields = nullable.getFields();
    const parts = Object.entries(value).flatMap(([name, part]) => {
      const field = fields[name];
      return field === undefined ? [] : [`${name}: ${literal(part, field.type)}`];
    });
    return `{${parts.join(", ")}}`;
  }
  return JSON.stringify(value);
}
