import { XMLParser } from "fast-xml-parser";

/** One element of a message, with namespaces resolved and text decoded. */
export interface XmlElement {
  readonly namespace: string;
  /** Without prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** Why a message cannot be used. The text names structure only and never holds text of the message. */
export class UnusableMessage extends Error {
  override readonly name = "UnusableMessage";
}

/** Bytes of one message: 100 people with every element filled take some 200 kB. */
export const MESSAGE_LIMIT = 8 * 1024 * 1024;

/**
 * Reads one XML document (XML 1.0, Namespaces in XML 1.0) from a system that is not trusted: UTF-8 only, no DOCTYPE and so
 * no entities but the five predefined ones, limits on bytes, marks and depth *before* a parser sees the text, no mixed
 * content, and every value stays text.
 * @throws UnusableMessage for everything else
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decodeText(bytes);
  refuseCostlyText(text);
  let parsed: unknown;
  try {
    parsed = PARSER.parse(text, true);
  } catch {
    // The parser's own message can quote the document.
    throw new UnusableMessage("not well-formed XML");
  }
  const [root, ...others] = nodesOf(parsed).filter((node) => !isBlank(node));
  if (root === undefined || others.length > 0) throw new UnusableMessage("not exactly one root element");
  return toElement(root, new Map([["", ""]]));
}

/** Writes text as the content of an element or attribute. Characters that XML 1.0 cannot carry are refused. */
export function escapeXml(text: string): string {
  if (ILLEGAL_CHARACTERS.test(text)) throw new Error("the text holds a character that XML cannot carry");
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const MARKS_LIMIT = 60_000;
const DISTANCE_LIMIT = 8_192;
const DEPTH_LIMIT = 8;
const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEPTH_LIMIT,
});

/** What the parser gives: one member named as the tag, whose value are the children, and `:@` for the attributes. */
type Node = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nodesOf(value: unknown): readonly Node[] {
  if (!Array.isArray(value) || !value.every(isRecord)) throw new UnusableMessage("not well-formed XML");
  return value;
}

function decodeText(bytes: Uint8Array): string {
  if (bytes.length > MESSAGE_LIMIT) throw new UnusableMessage("larger than a message may be");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableMessage("not UTF-8");
  }
}

function refuseCostlyText(text: string): void {
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) throw new UnusableMessage("has a document type");
  if (ILLEGAL_CHARACTERS.test(text)) throw new UnusableMessage("has characters that XML cannot carry");
  const encoding = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") throw new UnusableMessage("not UTF-8");
  let marks = 0;
  for (let at = 0; at !== -1; marks += 1) {
    const next = text.indexOf("<", at + 1);
    if ((next === -1 ? text.length : next) - at > DISTANCE_LIMIT)
      throw new UnusableMessage("has a value that is too long");
    if (marks > MARKS_LIMIT) throw new UnusableMessage("has too many elements");
    at = next;
  }
}

function toElement(node: Node, scope: ReadonlyMap<string, string>): XmlElement {
  const tag = Object.keys(node).find((key) => key !== ":@");
  if (tag === undefined) throw new UnusableMessage("not well-formed XML");
  const attributes = attributesOf(node);
  const inner = innerScope(scope, attributes);
  const children: XmlElement[] = [];
  let text = "";
  for (const child of nodesOf(node[tag])) {
    const piece = textOf(child);
    if (piece === null) children.push(toElement(child, inner));
    else text += piece;
  }
  if (children.length > 0 && text.trim() !== "") throw new UnusableMessage("mixes text and elements");
  return { ...resolveName(tag, inner), attributes, children, text: text.trim().normalize("NFC") };
}

function attributesOf(node: Node): Map<string, string> {
  const attributes = new Map<string, string>();
  if (!isRecord(node[":@"])) return attributes;
  for (const [name, value] of Object.entries(node[":@"])) {
    if (typeof value !== "string") throw new UnusableMessage("has an attribute without a value");
    attributes.set(name, decodeReferences(value).trim().normalize("NFC"));
  }
  return attributes;
}

/** Namespaces in XML 1.0, section 6.1: a declaration holds for its element and those in it. */
function innerScope(
  scope: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = [...attributes].filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  return declared.length === 0
    ? scope
    : new Map([...scope, ...declared.map(([name, uri]) => [name.slice(6), uri] as const)]);
}

function resolveName(tag: string, scope: ReadonlyMap<string, string>): { namespace: string; name: string } {
  const [first = "", second, ...rest] = tag.split(":");
  const namespace = scope.get(second === undefined ? "" : first);
  if (namespace === undefined || rest.length > 0) throw new UnusableMessage("uses a prefix without a namespace");
  return { namespace, name: second ?? first };
}

function textOf(node: Node): string | null {
  if (typeof node["#text"] === "string") return decodeReferences(node["#text"]);
  if (!Object.hasOwn(node, "#cdata")) return null;
  const [piece] = nodesOf(node["#cdata"]);
  return typeof piece?.["#text"] === "string" ? piece["#text"] : "";
}

function isBlank(node: Node): boolean {
  return typeof node["#text"] === "string" && node["#text"].trim() === "";
}

const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{0,10});?/g, (reference, name: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const decoded = code === null ? PREDEFINED.get(name) : characterOf(code[1], code[2]);
    if (decoded === undefined || !reference.endsWith(";"))
      throw new UnusableMessage("refers to an entity that XML does not predefine");
    return decoded;
  });
}

function characterOf(hexadecimal: string | undefined, decimal: string | undefined): string | undefined {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(code);
  return ILLEGAL_CHARACTERS.test(character) ? undefined : character;
}

/** What is not a Char of XML 1.0, section 2.2. */
const ILLEGAL_CHARACTERS = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
