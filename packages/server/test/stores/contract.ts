// What every store must hold, whatever it keeps things in. A store's own test runs it with a way to open that store.
import { describe } from "vitest";
import { accounts } from "./contract/accounts.ts";
import { bounds } from "./contract/bounds.ts";
import { changes } from "./contract/changes.ts";
import { closing } from "./contract/closing.ts";
import { house } from "./contract/house.ts";
import { invitations } from "./contract/invitations.ts";
import { live } from "./contract/live.ts";
import { log } from "./contract/log.ts";
import { members } from "./contract/members.ts";
import { messages } from "./contract/messages.ts";
import { model } from "./contract/model.ts";
import { people } from "./contract/people.ts";
import { reactions } from "./contract/reactions.ts";
import { rooms } from "./contract/rooms.ts";
import { standings } from "./contract/standings.ts";
import { tails } from "./contract/tails.ts";
import { tokens } from "./contract/tokens.ts";
import { topics } from "./contract/topics.ts";
import type { Open } from "./contract/world.ts";

/** `open` opens a store of its own, with nothing in it; the suite closes it. */
export function storeContract(name: string, open: Open): void {
  describe(`the ${name} store`, () => {
    describe("its log", () => void log(open));
    describe("its messages", () => void messages(open));
    describe("its reactions", () => void reactions(open));
    describe("its topics and titles", () => void topics(open));
    describe("its tails", () => void tails(open));
    describe("what is live of its entries", () => void live(open));
    describe("its rooms", () => void rooms(open));
    describe("its members", () => void members(open));
    describe("its bounds", () => void bounds(open));
    describe("how its members stand", () => void standings(open));
    describe("its invitations", () => void invitations(open));
    describe("its people", () => void people(open));
    describe("its accounts", () => void accounts(open));
    describe("its tokens", () => void tokens(open));
    describe("its house", () => void house(open));
    describe("at its end", () => void closing(open));
    describe("against a naive model", () => void model(open));
    describe("against a naive chat", () => void changes(open));
  });
}
