import Type from "typebox";
import {
  IdentityId,
  Mute,
  Name,
  Password,
  Role,
  RoomId,
  Scopes,
  Title,
} from "../fields.ts";

export const hello = {
  about:
    "Begins a session. With a `name` only: a new guest, and a token for later. With a `token`: the same one again, and with a `name` too, under that name. With a `name` and a `password`: the account of that name. Enters no room.",
  scope: "read" as const,
  params: Type.Object({
    name: Type.Optional(Name),
    token: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: "The token of an earlier hello.",
      }),
    ),
    password: Type.Optional(Password),
    cookie: Type.Optional(
      Type.Boolean({
        description:
          "Over HTTP, for a page of the server: the token is set as the session cookie too, which the door at `/chat` reads.",
      }),
    ),
    versions: Type.Optional(
      Type.Array(Type.String({ maxLength: 32 }), {
        minItems: 1,
        maxItems: 16,
        description:
          "The versions of this protocol that the client speaks. Default: `koine.1`.",
      }),
    ),
  }),
  result: Type.Object({
    session: Type.String({ description: "The id of this session." }),
    id: IdentityId,
    name: Name,
    account: Type.Boolean({ description: "Whether it is an account." }),
    role: Role,
    muted: Type.Optional(
      Type.Object(Mute, {
        description:
          "You can read, but not say anything anywhere. What holds in one room, `join` tells.",
      }),
    ),
    scopes: Type.Optional(Scopes),
    token: Type.Optional(
      Type.String({
        description:
          "For a new guest, and for an account that came with its password: keep it secret and safe.",
      }),
    ),
    version: Type.String({
      description: "The version that is spoken from here on.",
    }),
    lobby: Type.Object(
      { room: RoomId, title: Title },
      { description: "Where everyone without another wish starts." },
    ),
  }),
};
