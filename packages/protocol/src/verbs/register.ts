import Type from "typebox";
import { IdentityId, Name, Password } from "../fields.ts";

export const register = {
  about:
    "Makes an account. Does not log in: say hello with the name and the password then.",
  params: Type.Object({ name: Name, password: Password }),
  result: Type.Object({ id: IdentityId, name: Name }),
};
