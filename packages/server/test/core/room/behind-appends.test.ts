import fc from "fast-check";
import { expect, test } from "vitest";
import { BehindAppends } from "../../../src/core/room/behind-appends.ts";

test("with no append under way a notice goes at once", () => {
  const behind = new BehindAppends(7);
  const told: string[] = [];
  behind.run(() => told.push("left"));
  expect(told).toEqual(["left"]);
});

test("a notice waits until the append before it has ended and is delivered", () => {
  const behind = new BehindAppends(0);
  const told: string[] = [];
  behind.begin();
  expect(behind.isUnderWay).toBe(true);
  behind.run(() => told.push("left"));
  behind.settle(1);
  expect(behind.isUnderWay).toBe(false);
  expect(told).toEqual([]);
  behind.delivered(1);
  expect(told).toEqual(["left"]);
});

test("a notice waits for nothing that was refused", () => {
  const behind = new BehindAppends(0);
  const told: string[] = [];
  behind.begin();
  behind.run(() => told.push("left"));
  behind.settle(0);
  expect(told).toEqual(["left"]);
});

test("a notice does not wait for appends that began after it", () => {
  const behind = new BehindAppends(0);
  const told: string[] = [];
  behind.begin();
  behind.run(() => told.push("left"));
  behind.begin();
  behind.settle(1);
  behind.delivered(1);
  expect(told).toEqual(["left"]);
});

test("whatever happens, notices keep their order and go behind what was said before them, and all of them go", () => {
  const step = fc.constantFrom("begin", "settle", "refuse", "deliver", "run");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: "max" }), (script) => {
      const behind = new BehindAppends(0);
      const told: number[] = [];
      const due: { readonly n: number; readonly begun: number }[] = [];
      const seqs: number[] = [];
      let begun = 0;
      let given = 0;
      let delivered = 0;
      const act = (what: (typeof script)[number]): void => {
        if (what === "begin") {
          begun++;
          behind.begin();
        } else if (what === "run") {
          const n = due.length;
          due.push({ n, begun });
          behind.run(() => {
            told.push(n);
            // Everything begun before it has been settled, and what it was given is delivered.
            const before = seqs.slice(0, due[n]?.begun);
            expect(before.length).toBe(due[n]?.begun);
            expect(Math.max(0, ...before)).toBeLessThanOrEqual(delivered);
          });
        } else if (what === "deliver") {
          if (delivered < given) behind.delivered(++delivered);
        } else if (seqs.length < begun) {
          const seq = what === "settle" ? ++given : 0;
          seqs.push(seq);
          behind.settle(seq);
        }
      };
      for (const what of script) act(what);
      while (seqs.length < begun) act("settle");
      while (delivered < given) act("deliver");
      expect(told).toEqual(due.map(({ n }) => n));
    }),
    { numRuns: 500 },
  );
});
