// A field for a password, which can be looked at.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  readonly label: string;
  /** Chosen here, rather than known. */
  readonly isNew: boolean;
  readonly isRequired: boolean;
  readonly value: string;
  readonly onChange: (password: string) => void;
}

export function PasswordField(props: Props): JSX.Element {
  const [isShown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Where the name is already there, the password is what is missing.
    const form = field.current?.form;
    if (form?.querySelector("input")?.value) field.current?.focus();
  }, []);
  const show = (next: boolean) => {
    setShown(next);
    if (field.current) field.current.type = next ? "text" : "password";
  };
  return (
    <>
      <label for="password">{props.label}</label>
      <div class="password">
        <input
          id="password"
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
          aria-describedby="welcome-problem"
          required={props.isRequired}
        />
        <button
          type="button"
          class="text"
          aria-label={isShown ? "Hide the password" : "Show the password"}
          onClick={() => show(!isShown)}
        >
          {isShown ? "Hide" : "Show"}
        </button>
      </div>
    </>
  );
}
