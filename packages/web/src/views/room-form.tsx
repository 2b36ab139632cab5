// What a room is called, is for and who may enter it, to be changed by whoever may.
import type { RoomState } from "@koine/client";
import type { Params } from "@koine/protocol";
import type { JSX } from "preact";
import { client, lobby } from "../client.ts";
import { isAtLeast } from "../lib/roles.ts";
import { Problem } from "./problem.tsx";
import { useDoing } from "./use-asked.ts";

type Access = NonNullable<Params<"change">["access"]>;

export function RoomForm({ room }: { room: RoomState }): JSX.Element {
  const { problem, isBusy, run } = useDoing();
  const isAdmin = isAtLeast(room.role, "admin");
  const isLobby = room.id === lobby.value?.room;
  const submit = (form: HTMLFormElement) =>
    run(() => client.call("change", changesIn(room, new FormData(form))));
  return (
    <details>
      <summary>Change the room</summary>
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          const { currentTarget: form } = event;
          void submit(form).then((isDone) => {
            const details = form.closest("details");
            if (isDone && details) details.open = false;
          });
        }}
      >
        <label>
          Topic
          <input class="field" name="topic" defaultValue={room.topic} />
        </label>
        <label>
          What it is for
          <textarea
            class="field"
            name="description"
            rows={3}
            defaultValue={room.description}
          />
        </label>
        {isAdmin && (
          <label>
            Title
            <input
              class="field"
              name="title"
              required
              defaultValue={room.title}
            />
          </label>
        )}
        {isAdmin && !isLobby && (
          <>
            <label>
              Who may enter
              <select class="field" name="access">
                {(["public", "closed", "private"] as const).map((access) => (
                  <option
                    key={access}
                    value={access}
                    selected={access === room.access}
                  >
                    {whoEnters[access]}
                  </option>
                ))}
              </select>
            </label>
            <label class="check">
              <input
                type="checkbox"
                name="archived"
                defaultChecked={room.isArchived}
              />
              Archived: it can be read, but nothing is said there any more
            </label>
          </>
        )}
        <Problem of={problem} />
        <div class="choices">
          <button type="submit" class="main" disabled={isBusy}>
            Save
          </button>
        </div>
      </form>
    </details>
  );
}

export const whoEnters: Readonly<Record<Access, string>> = {
  public: "Public: anyone",
  closed: "Closed: whoever is invited",
  private: "Private: whoever is invited; nobody else knows of it",
};

/** What is as before is not sent: it may be another's to change, and a line in the room. */
function changesIn(room: RoomState, form: FormData): Params<"change"> {
  const changes: Record<string, string | boolean> = {};
  for (const name of ["topic", "description", "title", "access"] as const) {
    const value = form.get(name);
    if (typeof value === "string" && value.trim() !== room[name])
      changes[name] = value.trim();
  }
  const isArchived = form.has("archived");
  if (form.has("access") && isArchived !== room.isArchived)
    changes["archived"] = isArchived;
  return { ...changes, room: room.id };
}
