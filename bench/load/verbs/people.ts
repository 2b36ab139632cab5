// The verbs about people, and those that keep order in a room, as the load calls them.
import { at, each, type Stage } from "./stage.ts";
import { everyMember, nobody, type Verb } from "./verb.ts";

interface Order {
  readonly sanction: string;
  readonly sanctions: readonly string[];
}

const order = (
  { owner, room }: Stage,
  verb: "mute" | "ban",
  who: string,
): Promise<Order> => owner.ask({ do: verb, room, who, minutes: 600 });

const lift = ({ owner }: Stage, sanction: string | undefined) =>
  owner.ask({ do: "lift", sanction });

/** Whoever is not the owner. */
const plain = ({ members }: Stage, n: number) => at(members.slice(1), n);

/** That a room has at once. */
const sanctionsMost = (): number => 200;

interface Held {
  readonly sanctions: readonly { readonly sanction: string }[];
}

async function liftAll(stage: Stage): Promise<void> {
  const { owner, room } = stage;
  for (;;) {
    const held = await owner.ask<Held>({ do: "sanctions", room, limit: 200 });
    if (held.sanctions.length === 0) return;
    await each(held.sanctions, ({ sanction }) => lift(stage, sanction));
  }
}

export const peopleVerbs = {
  rename: {
    called: "rename",
    told: everyMember,
    prepare: (stage) => async (n) => {
      const one = plain(stage, n);
      const name = `renamed${n}`;
      await one.ask({ do: "rename", name });
      one.name = name;
    },
  },
  nick: {
    called: "nick, on and off",
    told: everyMember,
    prepare: (stage) => (n) =>
      plain(stage, n >> 1).ask({
        do: "nick",
        room: stage.room,
        ...(n % 2 === 0 ? { nick: `nick${n}` } : {}),
      }),
  },
  away: {
    called: "away, on and off",
    // Whoever shares another room with him is told of it there, too.
    told: "some",
    async prepare(stage, calls) {
      // Who is away and back within a moment would be told of once: some go away, others come back.
      const half = Math.ceil(calls / 2);
      const away = { do: "away", away: true };
      await each(stage.members.slice(0, half), (one) => one.ask(away));
      return (n) => {
        const isAway = n % 2 === 0;
        const who = (n >> 1) + (isAway ? half : 0);
        return stage.member(who).ask({ do: "away", away: isAway });
      };
    },
    async restore({ members }) {
      await each(members, (one) => one.ask({ do: "away", away: false }));
    },
  },
  person: {
    called: "person",
    told: nobody,
    prepare: (stage) => (n) =>
      stage.member(n).ask({ do: "person", who: stage.member(n + 7).name }),
  },
  people: {
    called: "people, 1,000 of them",
    told: nobody,
    prepare: (stage) => (n) => stage.member(n).ask({ do: "people" }),
  },
  whisper: {
    called: "whisper",
    told: "some",
    prepare: (stage) => (n) =>
      stage.member(n).ask({
        do: "whisper",
        to: stage.member(n + 7).name,
        text: `${n} the quick brown fox jumps over the lazy`,
      }),
  },
  role: {
    called: "role, in the room, given and taken",
    told: everyMember,
    prepare: (stage) => (n) =>
      stage.owner.ask({
        do: "role",
        room: stage.room,
        who: plain(stage, n >> 1).name,
        role: n % 2 === 0 ? "moderator" : "member",
      }),
  },
  mute: {
    called: "mute, in the room",
    told: () => 1,
    most: sanctionsMost,
    prepare: (stage) => (n) => order(stage, "mute", plain(stage, n).name),
    restore: liftAll,
  },
  unmute: {
    called: "lift, a mute",
    told: () => 1,
    most: sanctionsMost,
    async prepare(stage, calls) {
      const muted: string[] = [];
      for (let n = 0; n < calls; n++) {
        const { sanction } = await order(stage, "mute", plain(stage, n).name);
        muted.push(sanction);
      }
      return (n) => lift(stage, muted[n]);
    },
  },
  kick: {
    called: "kick",
    told: "some",
    async prepare(stage) {
      await stage.letOutsiders("in");
      return async (n) => {
        const one = at(stage.outsiders, n);
        const { owner, room } = stage;
        await owner.ask({ do: "kick", room, who: one.name });
        stage.moved(one, "out");
      };
    },
  },
  ban: {
    called: "ban, from the room, of one who is in it",
    told: "some",
    most: sanctionsMost,
    async prepare(stage) {
      await stage.letOutsiders("in");
      return async (n) => {
        const one = at(stage.outsiders, n);
        await order(stage, "ban", one.name);
        stage.moved(one, "out");
      };
    },
    restore: liftAll,
  },
  unban: {
    called: "lift, a ban from the room",
    told: nobody,
    most: sanctionsMost,
    async prepare(stage, calls) {
      const banned: string[] = [];
      for (let n = 0; n < calls; n++) {
        const { name } = at(stage.outsiders, n);
        banned.push(...(await order(stage, "ban", name)).sanctions);
      }
      return (n) => lift(stage, banned[n]);
    },
  },
} satisfies Record<string, Verb>;
