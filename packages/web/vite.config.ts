// How vite makes the page: one script, one style sheet, nothing inline, since the page is served under a strict policy.
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  base: "/",
  // The workspace's packages are taken from their sources.
  resolve: { conditions: ["development", ...defaultClientConditions] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // The page uses the protocol's types; its schemas are for the server.
      treeshake: {
        moduleSideEffects: (id) => !id.includes("/packages/protocol/"),
      },
    },
  },
});
