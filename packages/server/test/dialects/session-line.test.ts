import { expect, test } from "vitest";
import { SessionLine } from "../../src/dialects/session-line.ts";
import { Frame } from "../../src/lib/frame.ts";

function open() {
  const sent: string[] = [];
  const send = (frame: Frame): void =>
    void sent.push((frame.content as Buffer).toString());
  const wire = {
    send,
    sendAlone: send,
    drained: () => Promise.resolve(),
    isLagging: false,
  };
  const line = new SessionLine(wire);
  return { sent, line };
}

test("what is sent while it is held comes in its order when it is released", async () => {
  const { sent, line } = open();
  line.send(new Frame("a"));
  line.hold();
  line.send(new Frame("b"));
  line.sendAlone(new Frame("c"));
  let isDrained = false;
  const drained = line.drained().then(() => (isDrained = true));
  await new Promise(setImmediate);
  expect([sent, isDrained]).toEqual([["a"], false]);
  line.release();
  line.send(new Frame("d"));
  await drained;
  expect(sent).toEqual(["a", "b", "c", "d"]);
});

test("what is held is bounded: it lags, and is left alone", () => {
  const { line } = open();
  let lags = 0;
  line.onLag = () => lags++;
  line.hold();
  for (let n = 0; n < 999; n++) line.send(new Frame("x"));
  expect([line.isLagging, lags]).toEqual([false, 0]);
  line.send(new Frame("x"));
  expect([line.isLagging, lags]).toEqual([true, 1]);
  line.release();
  expect(line.isLagging).toBe(false);
});

test("a muted line sends nothing more", () => {
  const { sent, line } = open();
  line.mute();
  line.send(new Frame("a"));
  expect(sent).toEqual([]);
});
