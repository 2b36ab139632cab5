import Type from "typebox";

export const lift = {
  about:
    "Ends a ban or a mute before its time; with a guest's those of the guests at his address, and the other way round.",
  scope: "moderate" as const,
  params: Type.Object({
    sanction: Type.String({
      maxLength: 64,
      description: "Its id, as `sanctions` tells it.",
    }),
  }),
  result: Type.Object({}),
};
