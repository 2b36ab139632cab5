// The first conversation that the protocol's page shows. Its frames are checked against the schemas by a test.

export interface Line {
  readonly from: "client" | "server";
  readonly frame: Readonly<Record<string, unknown>>;
  readonly note: string;
}

const room = "~k3v9x2m0qa";
const ann = "a1b2c3d4e5f6g7h8";
const bob = "q9w8e7r6t5y4u3i2";
const said = {
  ev: "said",
  room,
  seq: 42,
  by: ann,
  name: "ann",
  text: "hi",
  at: 1795215920825,
  key: "8f3a-1",
};

export const firstConversation: readonly Line[] = [
  {
    from: "client",
    frame: { id: 1, do: "hello", name: "ann" },
    note: "A name is enough. The `id` is yours to choose; it comes back as `re`.",
  },
  {
    from: "server",
    frame: {
      re: 1,
      ok: {
        session: "s0m3s3ss10n1d4yu",
        id: ann,
        name: "ann",
        account: false,
        role: "guest",
        token: "kT3xQ…",
        version: "koine.1",
        lobby: { room: "~f7d2k8s1lw", title: "Free Chat" },
      },
    },
    note: "Keep the `token`: with it you are ann again next time. `hello` enters no room.",
  },
  {
    from: "client",
    frame: { id: 2, do: "join", room: "kitchen", last: 1 },
    note: "A title or an id. A public room that does not exist is made.",
  },
  {
    from: "server",
    frame: {
      re: 2,
      ok: {
        room,
        title: "kitchen",
        name: "ann",
        access: "public",
        most: 0,
        topic: "",
        description: "",
        archived: false,
        role: "guest",
        read: 41,
        epoch: "e7k1m9",
        seq: 41,
        first: 1,
        count: 2,
        entries: [
          {
            ev: "said",
            room,
            seq: 41,
            by: bob,
            name: "bob",
            text: "anyone here?",
            at: 1795215901112,
          },
        ],
      },
    },
    note: "The log stands at 41: your cursor is `{epoch, seq}`, and events go on from 42.",
  },
  {
    from: "client",
    frame: { id: 3, do: "say", room, text: "hi", key: "8f3a-1" },
    note: "The `key` makes it safe to send this again.",
  },
  {
    from: "server",
    frame: { re: 3, ok: { seq: 42, at: said.at } },
    note: "It is on disk.",
  },
  {
    from: "server",
    frame: said,
    note: "Everyone in the room gets this, you too. Your cursor is at 42 now.",
  },
  {
    from: "server",
    frame: { ev: "left", room, members: [{ id: bob, name: "bob" }] },
    note: "A notice: it has no `seq`, and is not kept.",
  },
  {
    from: "client",
    frame: { id: 4, do: "say", room: "cellar", text: "hi" },
    note: "A request that cannot be done …",
  },
  {
    from: "server",
    frame: {
      re: 4,
      error: { code: "no_such_room", message: "There is no room “cellar”." },
    },
    note: "… is refused, and nothing else happens. Go by the `code`; the `message` is for people.",
  },
  {
    from: "client",
    frame: {
      id: 5,
      do: "join",
      room,
      since: { epoch: "e7k1m9", seq: 42 },
    },
    note: "After a reconnect and a new `hello`: everything after 42 follows, then live.",
  },
  {
    from: "server",
    frame: {
      re: 5,
      error: {
        code: "reset",
        message: "This cannot be resumed without a hole.",
      },
    },
    note: "Only if that is not possible: join without `since` and start over.",
  },
];
