import Type from "typebox";

export const logout = {
  about:
    "Gives a token back: it belongs to nobody from then on. The connection stays who it is until it ends.",
  scope: "account" as const,
  params: Type.Object({
    token: Type.String({
      minLength: 1,
      maxLength: 256,
      description: "The token of a hello.",
    }),
  }),
  result: Type.Object({}),
};
