// What every store must hold, whatever it keeps things in. A store's own test runs it with a way to open that store.
import { describe } from "vitest";
import { closing } from "./contract/closing.ts";
import { log } from "./contract/log.ts";
import { model } from "./contract/model.ts";
import { people } from "./contract/people.ts";
import { rooms } from "./contract/rooms.ts";
import { tails } from "./contract/tails.ts";
import type { Open } from "./contract/world.ts";

/** `open` opens a store of its own, with nothing in it; the suite closes it. */
export function storeContract(name: string, open: Open): void {
  describe(`the ${name} store`, () => {
    describe("its log", () => void log(open));
    describe("its tails", () => void tails(open));
    describe("its rooms", () => void rooms(open));
    describe("its people", () => void people(open));
    describe("at its end", () => void closing(open));
    describe("against a naive model", () => void model(open));
  });
}
