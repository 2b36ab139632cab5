import Type from "typebox";

export const rules = {
  about:
    "What the owner or an admin has set for the whole chat, and sets it. Locking guests out ends their connections at once; accounts go on.",
  scope: "moderate" as const,
  params: Type.Object({
    registration: Type.Optional(
      Type.Enum(["open", "closed"], {
        description: "Whether new accounts are made.",
      }),
    ),
    guests: Type.Optional(
      Type.Enum(["open", "locked"], {
        description: "Whether anyone enters who has no account.",
      }),
    ),
  }),
  result: Type.Object({
    registration: Type.Enum(["open", "closed"]),
    guests: Type.Enum(["open", "locked"]),
  }),
};
