import fc from "fast-check";
import { Encoder, PacketType } from "socket.io-parser";
import { describe, expect, test } from "vitest";
import { Frame } from "../../../src/lib/frame.ts";
import { messagesOf } from "../../../src/wires/socket-io/messages.ts";
import {
  decodePayload,
  encodePayload,
} from "../../../src/wires/socket-io/payload-09.ts";
import { protocol09 } from "../../../src/wires/socket-io/protocol-09.ts";
import { protocol4 } from "../../../src/wires/socket-io/protocol-4.ts";
import type { Protocol } from "../../../src/wires/socket-io/protocol.ts";

const text = fc.string({ unit: "binary", maxLength: 60 });
const args = fc.array(fc.jsonValue(), { maxLength: 3 });
/** socket.io-parser does not take these as names. */
const name = text.filter(
  (one) => !/^(?:connect|disconnect|newL|removeL)/.test(one),
);
const id = fc.option(fc.nat(), { nil: undefined });

const onTheWire = (payload: string, { framing }: Protocol): string[] =>
  messagesOf(new Frame(payload).framed(framing));

describe("Socket.IO 4", () => {
  test("what socket.io-parser writes is read as it was meant", () => {
    fc.assert(
      fc.property(name, args, id, (event, values, ackId) => {
        const data = [event, ...values];
        const packet = { type: PacketType.EVENT, nsp: "/", data };
        const written = new Encoder().encode(
          ackId === undefined ? packet : { ...packet, id: ackId },
        );
        const [encoded] = written as [string];
        expect(protocol4.kindOf(encoded)).toBe("event");
        const read = protocol4.read(encoded);
        expect(read?.ack).toBe(ackId === undefined ? undefined : `3${ackId}[]`);
        expect(JSON.parse(read?.frame ?? "")).toEqual(
          JSON.parse(JSON.stringify(data)),
        );
      }),
    );
  });

  test("an event goes out in a message of Engine.IO, a packet too", () => {
    expect(onTheWire('["hi",1]', protocol4)).toEqual(['42["hi",1]']);
    expect(onTheWire('0{"sid":"x"}', protocol4)).toEqual(['40{"sid":"x"}']);
  });

  test.each([
    ["0", "connect"],
    ['0{"token":1}', "connect"],
    ["1", "disconnect"],
    ["31[]", "alive"],
    ['51-["x",{"_placeholder":true,"num":0}]', "binary"],
    ["2/admin,[]", "malformed"],
    ["9", "malformed"],
    ["", "malformed"],
  ])("%j is %s", (packet, kind) => {
    expect(protocol4.kindOf(packet)).toBe(kind);
  });

  test("another namespace is refused, and nothing else", () => {
    expect(protocol4.kindOf("0/admin,")).toEqual({
      refuse:
        '4/admin,{"message":"There is no such namespace here. Connect to /."}',
    });
    expect(protocol4.kindOf("0/admin")).toEqual(protocol4.kindOf("0/admin,"));
  });

  test.each(["2", "2{}", '2"x"', "2x[]", "299999999999999999[]"])(
    "%j is no event after all",
    (packet) => expect(protocol4.read(packet)).toBeUndefined(),
  );
});

describe("Socket.IO 0.9", () => {
  test("an event is read, and its acknowledgement", () => {
    const read = (packet: string) => protocol09.read(packet);
    expect(read('5:::{"name":"a","args":[{"b":1},2]}')).toEqual({
      frame: '["a",{"b":1},2]',
      ack: undefined,
    });
    expect(read('5:7+::{"name":"a"}')).toEqual({
      frame: '["a"]',
      ack: "6:::7",
    });
    expect(read('5:8::{"name":"a:b"}')).toEqual({
      frame: '["a:b"]',
      ack: "6:::8",
    });
  });

  test("an event goes out with every character in ASCII", () => {
    expect(onTheWire('["hi",{"a":"é😀\\n"}]', protocol09)).toEqual([
      '5:::{"args": [{"a": "\\u00e9\\ud83d\\ude00\\n"}], "name": "hi"}',
    ]);
    expect(onTheWire("2::", protocol09)).toEqual(["2::"]);
  });

  test("what goes out comes back as it was", () => {
    fc.assert(
      fc.property(text, args, (event, values) => {
        const frame = JSON.stringify([event, ...values]);
        const [packet = ""] = onTheWire(frame, protocol09);
        expect(packet).toMatch(/^[\0-\x7f]*$/);
        expect(protocol09.read(packet)?.frame).toBe(frame);
      }),
    );
  });

  test.each([
    ["0::", "disconnect"],
    ["1::", "alive"],
    ["2::", "alive"],
    ["5:::{}", "event"],
    ["6:::1", "alive"],
    ["8::", "alive"],
    ["3:::hello", "malformed"],
    ['4:::{"a":1}', "malformed"],
    ["5::/chat:{}", "malformed"],
    ["9::", "malformed"],
    ["garbage", "malformed"],
    ["", "malformed"],
  ])("%j is %s", (packet, kind) => {
    expect(protocol09.kindOf(packet)).toBe(kind);
  });

  test("another endpoint is refused, and nothing else", () => {
    expect(protocol09.kindOf("1::/chat")).toEqual({ refuse: "7::/chat:2" });
  });

  test.each([
    "5:::",
    "5:::[]",
    "5:::null",
    '5:::{"name":1}',
    '5:::{"args":[]}',
  ])("%j is no event after all", (packet) =>
    expect(protocol09.read(packet)).toBeUndefined(),
  );
});

describe("the body of a poll", () => {
  test("a single packet stands there as it is", () => {
    expect(encodePayload(["1::"])).toBe("1::");
    expect(decodePayload("1::")).toEqual(["1::"]);
  });

  test("several are told apart by their lengths", () => {
    expect(encodePayload(["2::", "8::"])).toBe(
      "\ufffd3\ufffd2::\ufffd3\ufffd8::",
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), (packets) => {
        expect(decodePayload(encodePayload(packets))).toEqual(packets);
      }),
    );
  });

  test("what is cut wrongly is no body", () => {
    for (const body of [
      "\ufffd",
      "\ufffd9\ufffd2::",
      "\ufffdx\ufffd2::",
      "\ufffd3\ufffd2::x",
    ])
      expect(decodePayload(body)).toBeUndefined();
    fc.assert(
      fc.property(text, (rest) => {
        const packets = decodePayload(`\ufffd${rest}`) ?? [];
        expect(packets.join("").length).toBeLessThanOrEqual(rest.length);
      }),
    );
  });
});

test("messages are taken out of their frames, of any length", () => {
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
  const payloads = lengths.map((length) => "x".repeat(length));
  const frames = payloads.map((payload) =>
    new Frame(`8${payload}`).framed(protocol09.framing),
  );
  expect(messagesOf(Buffer.concat(frames))).toEqual(
    payloads.map((payload) => `8${payload}`),
  );
});
