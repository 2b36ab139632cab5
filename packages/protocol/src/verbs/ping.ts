import Type from "typebox";

export const ping = {
  about: "Answered at once: for clients that cannot see the wire's own pings.",
  scope: "read" as const,
  params: Type.Object({}),
  result: Type.Object({
    at: Type.Integer({
      description: "The server's time: milliseconds since 1970.",
    }),
  }),
};
