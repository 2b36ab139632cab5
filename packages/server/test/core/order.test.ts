import fc from "fast-check";
import { expect, test } from "vitest";
import { Order } from "../../src/core/order.ts";

/** Runs a script of verbs and settlements, and tells what began and ended when. */
async function play(
  script: readonly ("append" | "other" | { readonly settle: number })[],
) {
  const order = new Order();
  const log: string[] = [];
  const running = new Map<number, { append: boolean; end: () => void }>();
  const all: Promise<unknown>[] = [];
  let isWrong = false;
  let count = 0;
  const begin = (append: boolean): void => {
    const n = count++;
    const task = async (): Promise<number> => {
      log.push(`${n}`);
      for (const other of running.values())
        if (!append || !other.append) isWrong = true;
      await new Promise<void>((end) => running.set(n, { append, end }));
      running.delete(n);
      if (n % 7 === 3) throw new Error(`${n}`);
      return n;
    };
    const result = append ? order.overlapping(task) : order.alone(task);
    all.push(
      result.then(
        (value) => expect(value).toBe(n),
        (error: unknown) => expect(String(error)).toBe(`Error: ${n}`),
      ),
    );
  };
  const settleOne = (index: number): void =>
    [...running.values()][index % Math.max(1, running.size)]?.end();
  for (const step of script) {
    if (typeof step === "object") settleOne(step.settle);
    else begin(step === "append");
    if (typeof step === "object") await new Promise(setImmediate);
  }
  while (log.length < count || running.size > 0) {
    settleOne(0);
    await new Promise(setImmediate);
  }
  await Promise.all(all);
  return { log, count, isWrong };
}

test("only appends overlap, and everything begins in the order of the calls", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.constant("append" as const),
          fc.constant("other" as const),
          fc.record({ settle: fc.nat(9) }),
        ),
        { maxLength: 40, size: "max" },
      ),
      async (script) => {
        const { log, count, isWrong } = await play(script);
        expect(isWrong).toBe(false);
        expect(log).toEqual(Array.from({ length: count }, (_, n) => `${n}`));
      },
    ),
  );
});

test("appends begin at once while only appends are under way", () => {
  const order = new Order();
  let begun = 0;
  for (let n = 0; n < 5; n++) {
    void order.overlapping(() => {
      begun++;
      return new Promise(() => undefined);
    });
  }
  expect(begun).toBe(5);
});

test("an append called behind a waiting verb does not overtake it", async () => {
  const order = new Order();
  const log: string[] = [];
  const first = Promise.withResolvers<undefined>();
  const done = [
    order.overlapping(() => first.promise),
    order.alone(async () => void log.push("join")),
    order.overlapping(async () => void log.push("say")),
  ];
  await new Promise(setImmediate);
  expect(log).toEqual([]);
  first.resolve(undefined);
  await Promise.all(done);
  expect(log).toEqual(["join", "say"]);
});

test("a verb that is refused does not hold up the next", async () => {
  const order = new Order();
  const refused = order.alone(() => Promise.reject(new Error("no")));
  const next = order.alone(() => Promise.resolve("yes"));
  await expect(refused).rejects.toThrow("no");
  await expect(next).resolves.toBe("yes");
});

/** An append that asks something first; the log notes when it begins and ends. */
function leading(order: Order, log: string[], name: string) {
  const asked = Promise.withResolvers<undefined>();
  const kept = Promise.withResolvers<undefined>();
  const done = order.leading(async (begun) => {
    log.push(`${name} asks`);
    await asked.promise;
    log.push(`${name} begins`);
    begun();
    await kept.promise;
    log.push(`${name} ends`);
  });
  return { done, answer: asked.resolve, keep: kept.resolve };
}

test("an append that asks first keeps its place, and holds the others up only until it begins", async () => {
  const order = new Order();
  const log: string[] = [];
  const first = leading(order, log, "first");
  const second = leading(order, log, "second");
  const say = order.overlapping(async () => void log.push("say"));
  const join = order.alone(async () => void log.push("join"));
  await new Promise(setImmediate);
  expect(log.splice(0)).toEqual(["first asks"]);
  first.answer(undefined);
  await new Promise(setImmediate);
  expect(log.splice(0)).toEqual(["first begins", "second asks"]);
  second.answer(undefined);
  await say;
  expect(log.splice(0)).toEqual(["second begins", "say"]);
  first.keep(undefined);
  await first.done;
  expect(log.splice(0)).toEqual(["first ends"]);
  second.keep(undefined);
  await join;
  expect(log).toEqual(["second ends", "join"]);
});

test("an append that is refused before it begins holds up nobody", async () => {
  const order = new Order();
  const asked = Promise.withResolvers<undefined>();
  const refused = order.leading(async () => {
    await asked.promise;
    throw new Error("no");
  });
  const next = order.overlapping(() => Promise.resolve("yes"));
  const last = order.leading(() => Promise.resolve("yes"));
  asked.resolve(undefined);
  await expect(refused).rejects.toThrow("no");
  expect(await next).toBe("yes");
  expect(await last).toBe("yes");
});

test("when the session has ended, an append that waits to ask is refused", async () => {
  const order = new Order();
  const log: string[] = [];
  const first = leading(order, log, "first");
  const second = leading(order, log, "second");
  order.end();
  first.answer(undefined);
  first.keep(undefined);
  await first.done;
  await expect(second.done).rejects.toMatchObject({ code: "unavailable" });
  expect(log).toEqual(["first asks", "first begins", "first ends"]);
});
