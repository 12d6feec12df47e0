/** The MongoDB error codes this store raises, by MongoDB's own names (mongo/base/error_codes.yml). */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  MaxTimeMSExpired: 50,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  UnsatisfiableWriteConcern: 100,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  TransactionTooOld: 225,
  NotImplemented: 238,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
} as const;

/** A MongoDB error code by name. */
export type CodeName = keyof typeof CODES;

/** An error that the client sees with MongoDB's code; `details` are further fields of the answer (`keyPattern`, …). */
export class CommandError<Details = unknown> extends Error {
  readonly code: number;

  constructor(
    readonly codeName: CodeName,
    message: string,
    readonly details?: Details,
  ) {
    super(message);
    this.code = CODES[codeName];
  }
}

/** Raises an error of MongoDB. */
export function fail(codeName: CodeName, message: string): never {
  throw new CommandError(codeName, message);
}

/** Raises the refusal of everything outside the portable subset: this store never approximates. */
export function refuse(what: string, codeName: CodeName = "NotImplemented"): never {
  return fail(codeName, `the embedded store does not implement ${what}; use a MongoDB server (MONGODB_URI)`);
}
