import { isNumeric, toDouble } from "./arithmetic";
import { type Doc, isDoc, typeName, type Value } from "./bson";
import type { Cursors } from "./cursors";
import { CommandError, refuse } from "./refusal";
import type { Collection, Storage } from "./storage";
import type { Request } from "./wire";

/** One command as its handler sees it, with typed access to its arguments. */
export class Call {
  readonly command: Doc;
  readonly db: string;

  constructor(
    readonly request: Request,
    readonly storage: Storage,
    readonly cursors: Cursors,
    readonly connection: number,
  ) {
    this.command = request.command;
    this.db = text(this.command.get("$db"), "$db");
    if (this.db === "" || /[/\\. "$\0]/.test(this.db)) {
      throw new CommandError("InvalidNamespace", `Invalid database name: '${this.db}'`);
    }
  }

  /** The name of the collection that the command is about. */
  get target(): string {
    const [entry] = this.command;
    return collectionName(entry?.[1]);
  }

  get namespace(): string {
    return `${this.db}.${this.target}`;
  }

  get collection(): Collection | undefined {
    return this.storage.collection(this.db, this.target);
  }

  /** A command about an argument of this one: what `explain` explains. */
  about(command: Doc): Call {
    const inner = new Map([...command, ["$db", this.db] as const]);
    return new Call({ ...this.request, command: inner }, this.storage, this.cursors, this.connection);
  }

  document(name: string): Doc | undefined {
    return documentOf(this.command, name);
  }

  integer(name: string): number | undefined {
    return integerOf(this.command, name);
  }

  flag(name: string): boolean {
    return flagOf(this.command, name);
  }
}

/** A document argument; undefined when absent. */
export function documentOf(command: Doc, name: string): Doc | undefined {
  const value = command.get(name);
  if (value === undefined || value === null || isDoc(value)) return value ?? undefined;
  throw wrongType(name, "object", value);
}

/** A whole number of at least zero; undefined when absent. */
export function integerOf(command: Doc, name: string): number | undefined {
  const value = command.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value) || !Number.isInteger(toDouble(value))) throw wrongType(name, "int", value);
  if (toDouble(value) < 0)
    throw new CommandError("BadValue", `BSON field '${name}' value must be >= 0, actual value '${toDouble(value)}'`);
  return toDouble(value);
}

/** A boolean argument, false when absent. */
export function flagOf(command: Doc, name: string): boolean {
  const value = command.get(name) ?? false;
  if (typeof value === "boolean") return value;
  if (isNumeric(value)) return toDouble(value) !== 0;
  throw wrongType(name, "bool", value);
}

/** A string argument. */
export function text(value: Value | undefined, name: string): string {
  if (typeof value === "string") return value;
  throw wrongType(name, "string", value);
}

/** An int64 argument, a cursor's id or the number of a retryable write; an int32 will do. */
export function int64(value: Value | undefined, name: string): bigint {
  if (typeof value === "bigint" || typeof value === "number") return BigInt(value);
  throw wrongType(name, "long", value);
}

/** Refuses arguments that are not in the list: an option that is ignored would be an approximation. */
export function requireKnown(command: Doc, known: readonly string[], name: string): void {
  for (const [option, value] of command) {
    if (known.includes(option)) continue;
    if (value !== false && value !== null) refuse(`the option ${option} of ${name}`);
  }
}

function collectionName(value: Value | undefined): string {
  const name = text(value, "collection");
  if (name === "" || name.includes("$") || name.includes("\0") || name.startsWith(".") || name.startsWith("system.")) {
    throw new CommandError("InvalidNamespace", `Invalid collection name: '${name}'`);
  }
  return name;
}

function wrongType(name: string, expected: string, value: Value | undefined): CommandError {
  return new CommandError(
    "TypeMismatch",
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}
