// The verbs about rooms and who is in them, as the load calls them.
import { at } from "./stage.ts";
import { everyMember, nobody, type Verb } from "./verb.ts";

export const roomVerbs = {
  topic: {
    called: "change, the topic",
    told: everyMember,
    prepare:
      ({ owner, room }) =>
      (n) =>
        owner.ask({ do: "change", room, topic: `What topic ${n} is about` }),
  },
  title: {
    called: "change, the title",
    told: everyMember,
    prepare:
      ({ owner, room }) =>
      (n) =>
        owner.ask({ do: "change", room, title: `bench ${n}` }),
  },
  join: {
    called: "join, by one who was not in it",
    told: "some",
    async prepare(stage) {
      await stage.letOutsiders("out");
      return async (n) => {
        const one = at(stage.outsiders, n);
        await one.ask({ do: "join", room: stage.room });
        stage.moved(one, "in");
      };
    },
    restore: (stage) => stage.letOutsiders("out"),
  },
  leave: {
    called: "leave",
    told: "some",
    async prepare(stage) {
      await stage.letOutsiders("in");
      return async (n) => {
        const one = at(stage.outsiders, n);
        await one.ask({ do: "leave", room: stage.room });
        stage.moved(one, "out");
      };
    },
  },
  create: {
    called: "create",
    told: nobody,
    prepare: (stage) => (n) =>
      at(stage.outsiders, n).ask({ do: "create", title: `made ${n}` }),
  },
  invite: {
    called: "invite",
    told: nobody,
    prepare: (stage) => (n) =>
      stage.member(n).ask({
        do: "invite",
        room: stage.room,
        who: at(stage.outsiders, n).name,
      }),
  },
  members: {
    called: "members, 200 of those here",
    told: nobody,
    prepare: (stage) => (n) =>
      stage.member(n).ask({ do: "members", room: stage.room, limit: 200 }),
  },
  "members-all": {
    called: "members, 200 of all",
    told: nobody,
    prepare: (stage) => (n) =>
      stage.member(n).ask({
        do: "members",
        room: stage.room,
        limit: 200,
        all: true,
      }),
  },
  memberships: {
    called: "memberships, of few rooms",
    told: nobody,
    prepare: (stage) => (n) => stage.member(n).ask({ do: "memberships" }),
  },
  rooms: {
    called: "rooms, 100 of them",
    told: nobody,
    prepare: (stage) => (n) => stage.member(n).ask({ do: "rooms", limit: 100 }),
  },
} satisfies Record<string, Verb>;
