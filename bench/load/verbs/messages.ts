// The verbs about what is said, as the load calls them.
import { at, each } from "./stage.ts";
import { everyMember, nobody, type Verb } from "./verb.ts";

/** Members above which a room is not told who is writing. */
const big = 200;
/** Messages that are corrected, or reacted to, in turn. */
const inTurn = 20;

export const messageVerbs = {
  say: {
    called: "say, for comparison",
    told: everyMember,
    prepare: (stage) => (n) =>
      stage.member(n).ask({
        do: "say",
        room: stage.room,
        text: `${n} the quick brown fox jumps over the lazy`,
      }),
  },
  edit: {
    called: "edit",
    told: everyMember,
    async prepare(stage) {
      const said = await stage.say(inTurn);
      return (n) =>
        stage.owner.ask({
          do: "edit",
          room: stage.room,
          seq: at(said, n),
          text: `${n} the quick brown dog jumps over the lazy fox`,
        });
    },
  },
  react: {
    called: "react",
    told: everyMember,
    async prepare(stage) {
      const said = await stage.say(inTurn);
      return (n) =>
        stage.member(n).ask({
          do: "react",
          room: stage.room,
          seq: at(said, n),
          reaction: "👍",
        });
    },
  },
  reactions: {
    called: "reactions, a page",
    told: nobody,
    async prepare(stage) {
      const said = await stage.say(1);
      const seq = at(said, 0);
      const { room } = stage;
      const reaction = { do: "react", room, seq, reaction: "👍" };
      await each(stage.members.slice(0, 50), (one) => one.ask(reaction));
      return (n) => stage.member(n).ask({ do: "reactions", room, seq });
    },
  },
  typing: {
    called: "typing, ignored in so big a room",
    told: ({ members }) => (members.length > big ? 0 : members.length - 1),
    prepare: (stage) => (n) =>
      stage.member(n + 1).ask({ do: "typing", room: stage.room }),
  },
  "typing-200": {
    called: "typing, in a room of 200",
    told: ({ few }) => few.length - 1,
    most: ({ few }) => few.length,
    prepare: (stage) => (n) =>
      at(stage.few, n).ask({ do: "typing", room: stage.smallRoom }),
  },
  history: {
    called: "history, 50 entries",
    told: nobody,
    prepare: (stage) => (n) =>
      stage.member(n).ask({ do: "history", room: stage.room, limit: 50 }),
  },
  read: {
    called: "read",
    told: nobody,
    async prepare(stage) {
      const said = await stage.say(3);
      const [seq] = said;
      return (n) => stage.member(n).ask({ do: "read", room: stage.room, seq });
    },
  },
  // Behind all others: what is overwritten for a deletion is swept for a while.
  delete: {
    called: "delete",
    told: everyMember,
    settleMillis: 3_000,
    async prepare(stage, calls) {
      const said = await stage.say(calls);
      return (n) =>
        stage.owner.ask({ do: "delete", room: stage.room, seq: said[n] });
    },
  },
} satisfies Record<string, Verb>;
