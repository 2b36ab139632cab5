// The dialog in which one makes a room.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { client } from "../client.ts";
import { placeOf } from "../model.ts";
import { goTo } from "../route.ts";
import { Close, Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

export function NewRoom({ onClose }: { onClose: () => void }): JSX.Element {
  const [title, setTitle] = useState("");
  const [isPrivate, setPrivate] = useState(false);
  const { problem, isBusy, run } = useDoing();
  const make = () =>
    run(async () => {
      const access = isPrivate ? "private" : "public";
      const room = await client.create({ title: title.trim(), access });
      onClose();
      goTo(placeOf(room));
    });
  return (
    <Dialog class="ask" label="Make a room" onClose={onClose}>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <h2>Make a room</h2>
        <label>
          Title
          <input
            class="field"
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
            maxLength={128}
            autocomplete="off"
            required
          />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={isPrivate}
            onChange={(event) => setPrivate(event.currentTarget.checked)}
          />
          Private: whoever you invite; nobody else knows of it
        </label>
        <Problem of={problem} />
        <div class="choices">
          <Close>Cancel</Close>
          <button type="submit" class="main" disabled={isBusy}>
            Make
          </button>
        </div>
      </form>
    </Dialog>
  );
}
