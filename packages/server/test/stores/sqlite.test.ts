// The SQLite store: the contract.
import { storeContract } from "./contract.ts";
import { openIn, temporaryFolder } from "./sqlite/folder.ts";

storeContract("sqlite", async (observer) => {
  const folder = temporaryFolder();
  const store = await openIn(folder.path, observer && { observer });
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      folder.remove();
    },
  };
});
