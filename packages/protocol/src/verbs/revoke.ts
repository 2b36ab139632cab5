import Type from "typebox";

export const revoke = {
  about:
    "Ends a session at once, at whatever door it is, and takes its token back.",
  scope: "account" as const,
  params: Type.Object({
    session: Type.String({
      maxLength: 64,
      description: "As `sessions` tells it.",
    }),
  }),
  result: Type.Object({}),
};
