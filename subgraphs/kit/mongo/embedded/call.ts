import { type Doc, isDoc, typeName, type Value } from "./bson";
import type { Cursors } from "./cursors";
import { fail, refuse } from "./errors";
import type { Collection, Storage } from "./storage";
import { isNumeric, truthy, wholeOf } from "./values";

/** The arguments of a command, or of one statement in it, with their types checked. */
export class Arguments {
  constructor(readonly all: Doc) {}

  get(name: string): Value | undefined {
    return this.all.get(name) ?? undefined;
  }

  document(name: string): Doc | undefined {
    const value = this.get(name);
    return value === undefined || isDoc(value) ? value : wrongType(name, "object", value);
  }

  list(name: string): readonly Value[] {
    const value = this.get(name);
    return Array.isArray(value) ? value : wrongType(name, "array", value);
  }

  /** A whole number of at least zero. */
  whole(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const number = wholeOf(value) ?? wrongType(name, "int", value);
    return number < 0 ? fail("BadValue", `BSON field '${name}' value must be >= 0, actual value '${number}'`) : number;
  }

  flag(name: string): boolean {
    const value = this.get(name) ?? false;
    return typeof value === "boolean" || isNumeric(value) ? truthy(value) : wrongType(name, "bool", value);
  }

  text(name: string): string {
    const value = this.get(name);
    return typeof value === "string" ? value : wrongType(name, "string", value);
  }

  /** Refuses what is not in the list of names: an option that is ignored would be an approximation. */
  requireKnown(known: string, what: string): void {
    for (const [option, value] of this.all)
      if (value !== false && value !== null && !known.split(" ").includes(option))
        refuse(`the option ${option} of ${what}`);
  }
}

/** What every command works on. */
export interface Store {
  readonly storage: Storage;
  readonly cursors: Cursors;
  /** What the store calls itself to drivers. */
  readonly address: string;
}

/** One command as its handler sees it. */
export class Call extends Arguments {
  readonly name: string;
  readonly db: string;

  constructor(
    command: Doc,
    readonly store: Store,
  ) {
    super(command);
    [this.name = ""] = command.keys();
    this.db = this.text("$db");
    if (this.db === "" || /[/\\. "$\0]/.test(this.db)) fail("InvalidNamespace", `Invalid database name: '${this.db}'`);
  }

  /** The name of the collection that the command is about. */
  get target(): string {
    const name = this.text(this.name);
    const isInvalid = name === "" || /[$\0]/.test(name) || name.startsWith(".") || name.startsWith("system.");
    return isInvalid ? fail("InvalidNamespace", `Invalid collection name: '${name}'`) : name;
  }

  get namespace(): string {
    return `${this.db}.${this.target}`;
  }

  get collection(): Collection | undefined {
    return this.store.storage.collection(this.db, this.target);
  }

  /** The collection; made when it does not exist. */
  get madeCollection(): Collection {
    return this.store.storage.createCollection(this.db, this.target);
  }
}

/** An int64 argument, a cursor's id or the number of a retryable write; an int32 will do. */
export function int64(value: Value | undefined, name: string): bigint {
  return typeof value === "bigint" || typeof value === "number" ? BigInt(value) : wrongType(name, "long", value);
}

function wrongType(name: string, expected: string, value: Value | undefined): never {
  return fail(
    "TypeMismatch",
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}
