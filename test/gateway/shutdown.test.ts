import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { type TestSubgraph, testGateway } from "../kit/gateway";

/** A subgraph that answers when it is told to. */
function slowSubgraph(): { subgraph: TestSubgraph; asked: Promise<void>; answer(): void } {
  let answer = () => undefined as unknown;
  let heard = () => undefined as unknown;
  const asked = new Promise<void>((resolve) => {
    heard = () => resolve();
  });
  const subgraph: TestSubgraph = {
    name: "slow",
    sdl: "type Query { hello: String }",
    respond: (_request, response) => {
      answer = () => response.writeHead(200, { "content-type": "application/json" }).end('{"data":{"hello":"world"}}');
      heard();
    },
  };
  return { subgraph, asked, answer: () => void answer() };
}

describe("a gateway that is closed", () => {
  test("answers what is in flight, tells the client to leave, and is not kept open by it", async () => {
    const { subgraph, asked, answer } = slowSubgraph();
    const gateway = await testGateway([subgraph]);
    const inFlight = gateway.ask("{ hello }");
    await asked;
    const closed = gateway.close();
    answer();
    const { body, headers } = await inFlight;
    expect(body).toEqual({ data: { hello: "world" } });
    expect(headers.get("connection")).toBe("close");
    await closed;
  });

  test("cuts off a request that never arrives whole", async () => {
    const { subgraph } = slowSubgraph();
    const gateway = await testGateway([subgraph], { subgraphDeadline: 100 });
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.write(
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{",
    );
    const gone = once(socket, "close");
    await gateway.close();
    await gone;
  });
});
