import { mongo } from "mongoose";

/** MongoDB 6.0 speaks wire version 17. */
const OLDEST_WIRE_VERSION = 17;
const SELECTION_MS = 5_000;

/**
 * Asks a server who it is and returns a line about it. Throws an Error naming MONGODB_URI when it does not answer, is
 * older than MongoDB 6.0, or is neither a replica set nor a sharded cluster. The password is in no message.
 */
export async function checkServer(uri: string): Promise<string> {
  const hello = await askHello(uri);
  if (hello.wireVersion < OLDEST_WIRE_VERSION) {
    throw new Error(
      `MONGODB_URI: the server at ${hosts(uri)} is too old (wire version ${hello.wireVersion}); MongoDB 6.0 or newer is needed`,
    );
  }
  if (hello.kind === undefined) {
    throw new Error(
      `MONGODB_URI: the server at ${hosts(uri)} is standalone; a replica set or sharded cluster is needed`,
    );
  }
  return `server (${hosts(uri)}, ${hello.kind})`;
}

async function askHello(uri: string): Promise<{ wireVersion: number; kind: string | undefined }> {
  let client: mongo.MongoClient | undefined;
  try {
    const patience = uri.includes("serverSelectionTimeoutMS=") ? {} : { serverSelectionTimeoutMS: SELECTION_MS };
    client = new mongo.MongoClient(uri, patience);
    const answer = await client.db("admin").command({ hello: 1 });
    const kind = typeof answer.setName === "string" ? `replica set ${answer.setName}` : undefined;
    return { wireVersion: Number(answer.maxWireVersion), kind: answer.msg === "isdbgrid" ? "sharded cluster" : kind };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`MONGODB_URI: no MongoDB server answers at ${hosts(uri)}: ${withoutSecrets(reason, uri)}`);
  } finally {
    await client?.close();
  }
}

/** The hosts of a connection string, without user and password. */
function hosts(uri: string): string {
  const authority = /^mongodb(?:\+srv)?:\/\/([^/?]*)/.exec(uri)?.[1];
  return authority === undefined ? "(not a mongodb:// address)" : authority.slice(authority.lastIndexOf("@") + 1);
}

function withoutSecrets(text: string, uri: string): string {
  const credentials = /^mongodb(?:\+srv)?:\/\/(.*)@/.exec(uri)?.[1] ?? "";
  const password = credentials.slice(credentials.indexOf(":") + 1);
  const secrets = [uri, credentials, password, decoded(password)].filter((secret) => secret !== "");
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, "…"), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
