// A field for a password, which can be looked at.
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface Props {
  readonly label: string;
  /** The id of what tells a refusal. */
  readonly problem: string;
  /** Chosen here, rather than known. */
  readonly isNew: boolean;
  readonly isRequired: boolean;
  readonly value: string;
  readonly onChange: (password: string) => void;
}

export function PasswordField(props: Props): JSX.Element {
  const [isShown, setShown] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Where what stands before it is already there, the password is what is missing.
    const fields = field.current?.form?.querySelectorAll("input") ?? [];
    const missing = [...fields].find(({ value }) => value === "");
    if (missing === field.current) field.current?.focus();
  }, []);
  const show = (next: boolean) => {
    setShown(next);
    if (field.current) field.current.type = next ? "text" : "password";
  };
  const go = isShown ? "Hide" : "Show";
  return (
    <>
      <label for={id}>{props.label}</label>
      <div class="password">
        <input
          id={id}
          class="field"
          ref={field}
          type="password"
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
          maxLength={256}
          autocomplete={props.isNew ? "new-password" : "current-password"}
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          aria-describedby={props.problem}
          required={props.isRequired}
        />
        <button
          type="button"
          class="text"
          aria-label={`${go} the ${props.label.toLowerCase()}`}
          onClick={() => show(!isShown)}
        >
          {go}
        </button>
      </div>
    </>
  );
}
