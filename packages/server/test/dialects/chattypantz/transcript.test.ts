import { expect, test } from "vitest";
import { open } from "./client.ts";
import { openDoor } from "./door.ts";

test("the talk of three clients goes as it did at the first server, byte for byte", async () => {
  const door = await openDoor();
  const [a, b, c] = [await open(door), await open(door), await open(door)];

  a.send('{"roomName":"","reqtype":101,"content":"alice"}');
  expect(await a.hears()).toBe(
    String.raw`{"roomName":"","rspType":101,"content":"Nickname set to \"alice\".","list":[]}`,
  );
  a.send('{"roomName":"Demo","reqtype":104,"content":"Demo"}');
  expect(await a.hears()).toBe(
    '{"roomName":"Demo","rspType":104,"content":"alice has joined the room.","list":["alice"]}',
  );

  b.send('{"roomName":"","reqtype":101,"content":"bob"}');
  b.send('{"roomName":"Demo","reqtype":104,"content":"Demo"}');
  expect(await b.hears()).toBe(
    String.raw`{"roomName":"","rspType":101,"content":"Nickname set to \"bob\".","list":[]}`,
  );
  const joined =
    '{"roomName":"Demo","rspType":104,"content":"bob has joined the room.","list":["alice","bob"]}';
  expect([await a.hears(), await b.hears()]).toEqual([joined, joined]);

  b.send(
    String.raw`{"roomName":"Demo","reqtype":108,"content":"hi <b>&\"' é 😀"}`,
  );
  const said = String.raw`{"roomName":"Demo","rspType":108,"content":"bob: hi \u003cb\u003e\u0026\"' é 😀","list":[]}`;
  expect([await a.hears(), await b.hears()]).toEqual([said, said]);

  c.send('{"reqType":101,"content":"bob"}');
  await c.hears();
  c.send('{"roomName":"Demo","reqType":104}');
  expect(await c.hears()).toBe(
    String.raw`{"roomName":"Demo","rspType":1006,"content":"Nickname \"bob\" is already in use in room \"Demo\".","list":[]}`,
  );
  c.send('{"reqType":104}');
  expect(await c.hears()).toBe(
    '{"roomName":"","rspType":1001,"content":"room name is mandatory to access a room","list":[]}',
  );
  c.send('{"roomName":"Demo","reqType":110}');
  expect(await c.hears()).toBe(
    String.raw`{"roomName":"Demo","rspType":1008,"content":"Unknown request sent to room \"Demo\".","list":[]}`,
  );

  b.send('{"roomName":"Demo","reqType":109}');
  expect(await b.hears()).toBe(
    String.raw`{"roomName":"Demo","rspType":109,"content":"You have left room \"Demo\".","list":[]}`,
  );
  expect(await a.hears()).toBe(
    '{"roomName":"Demo","rspType":109,"content":"bob has left the room.","list":["alice"]}',
  );
  expect([a.rest, b.rest, c.rest]).toEqual([[], [], []]);
});
