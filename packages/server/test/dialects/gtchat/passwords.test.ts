import { test } from "vitest";
import { startServer } from "../../support/server.ts";
import { answers, connect, guest } from "./play.ts";

test("names and passwords are refused with their codes", async () => {
  const server = await startServer({ doors: ["gtchat"] });
  const ann = await connect(server);
  const register = { cmd: "register", usr: "ann", pwd: "password" };
  await answers(ann, [
    [
      { ...register, pwd: undefined },
      "error 3 register non-exist request parameter: pwd",
    ],
    [
      { ...register, usr: "x".repeat(33) },
      "error 32 register invalid user name",
    ],
    [
      { ...register, pwd: "1234567" },
      "error 33 register user password length should >= 8",
    ],
    ...[..."`'~!@#$%^&*+-=[];<>./?){}:,|\"(\\"].map(
      (character) =>
        [
          { ...register, usr: `a${character}b` },
          "error 34 register Invalid character found in user name",
        ] as const,
    ),
    [
      { ...register, usr: "a&lt;b" },
      "error 34 register Invalid character found in user name",
    ],
    ...[...':,|"(\\'].map(
      (character) =>
        [
          { ...register, pwd: `12345678${character}` },
          "error 38 register Invalid character found in password",
        ] as const,
    ),
    [register, "ok register user 'ann' is registerd"],
    [register, "error 35 register this username is not available"],
  ]);
  const login = { cmd: "login", type: "reg", usr: "ann", tracker: "l" };
  await answers(ann, [
    [
      { ...login, type: "tmp" },
      "error 27 login this username has been taken [l]",
    ],
    [
      { ...login, type: "tmp", usr: "a:b" },
      "error 34 login Invalid character found in user name [l]",
    ],
    [login, "error 3 login non-exist request parameter: pwd [l]"],
    [
      { ...login, type: undefined, usr: "bob" },
      "error 3 login non-exist request parameter: type [l]",
    ],
    [
      { ...login, pwd: "wrong pwd" },
      "error 25 login invalid login information [l]",
    ],
    [
      { ...login, usr: "nobody", pwd: "password" },
      "error 25 login invalid login information [l]",
    ],
  ]);
  const change = { cmd: "update_pwd", old_pwd: "password", usr: "ann" };
  await answers(ann, [
    [
      { ...change, new_pwd: "1234567" },
      "error 28 update_pwd new password length should >= 8",
    ],
    [
      { ...change, new_pwd: "password2", new_pwd2: "password3" },
      "error 41 update_pwd two new password do not match",
    ],
    [
      { ...change, new_pwd: "password" },
      "error 31 update_pwd Please use a password different from the old one",
    ],
    [
      { ...change, new_pwd: "pass|word" },
      "error 38 update_pwd Invalid character found in password",
    ],
    [
      { ...change, usr: "nobody", new_pwd: "password2" },
      "error 29 update_pwd this username does not exist",
    ],
    [
      { ...change, old_pwd: "passwort", new_pwd: "password2" },
      "error 30 update_pwd old password does not match",
    ],
    [{ ...change, new_pwd: "password2" }, "ok update_pwd ann"],
    [{ ...login, pwd: "password2" }, "ok login ann,bgImgID:2,bgSoundID:1 [l]"],
  ]);
  await ann.settle();
  await answers(ann, [
    [
      login,
      "error 24 login user ann already logged in from this connection [l]",
    ],
    [
      { cmd: "update_pwd", old_pwd: "password2", new_pwd: "password3" },
      "ok update_pwd ann",
    ],
  ]);
  const bob = await guest(server, "bob");
  await answers(bob, [
    [
      { cmd: "update_pwd", old_pwd: "password2", new_pwd: "password3" },
      "error 29 update_pwd this username does not exist",
    ],
  ]);
});
