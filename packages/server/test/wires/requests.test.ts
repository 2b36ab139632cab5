import { expect, test } from "vitest";
import { Requests } from "../../src/wires/requests.ts";
import type { Conversation } from "../../src/wires/wire.ts";

/** A conversation whose requests end when the test says so. */
function slow() {
  const ends: (() => void)[] = [];
  const conversation: Conversation = {
    receive: () => new Promise((resolve) => ends.push(resolve)),
    refuse: () => undefined,
    end: () => undefined,
  };
  return { conversation, ends };
}

test("past the bound the socket is not read, and below it it is again", async () => {
  const told: boolean[] = [];
  const requests = new Requests(2, (isReading) => told.push(isReading));
  const { conversation, ends } = slow();
  requests.receive(conversation, "1");
  expect(told).toEqual([]);
  requests.receive(conversation, "2");
  expect(told).toEqual([false]);
  ends[0]?.();
  await new Promise(setImmediate);
  expect(told).toEqual([false, true]);
});

test("while the socket lags it is not read, also when nothing is under way", async () => {
  const told: boolean[] = [];
  const requests = new Requests(2, (isReading) => told.push(isReading));
  const { conversation, ends } = slow();
  requests.setLagging(true);
  requests.receive(conversation, "1");
  ends[0]?.();
  await new Promise(setImmediate);
  expect(told).toEqual([false]);
  requests.setLagging(false);
  expect(told).toEqual([false, true]);
});
