import { el } from './dom';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  /** What browsers fill in by themselves; see the HTML standard's autofill names. */
  readonly autocomplete: string;
  readonly inputMode?: string;
  readonly hint?: string;
  readonly value?: string;
  /** A sentence when the text will not do. */
  readonly check?: (text: string) => string | null;
}

export interface FormOptions {
  readonly fields: readonly Field[];
  readonly submit: string;
  /** Between the fields and the button. */
  readonly more?: readonly Node[];
  /** Only with texts that pass every check, without blanks around them. */
  readonly onSubmit: (values: Readonly<Record<string, string>>) => void;
}

const idOf = (name: string): string => `field-${name}`;
const isRequired = (label: string) => (text: string) => (text.trim() === '' ? `${label}: please fill in.` : null);

/** A form whose problems stand at their fields, the first of which gets the focus. */
export function form({ fields, submit, more = [], onSubmit }: FormOptions): HTMLFormElement {
  const send = (event: Event): void => {
    event.preventDefault();
    const problems = fields.map((field) => showProblem(field));
    const first = fields.find((_, index) => problems[index] !== null);
    if (first !== undefined) focusField(first.name);
    else onSubmit(Object.fromEntries(fields.map(({ name }) => [name, textOf(name)])));
  };
  return el(
    'form',
    { with: { novalidate: true, class: 'form' }, on: { submit: send } },
    ...fields.map(fieldElement),
    ...more,
    el('button', { with: { type: 'submit', class: 'primary' } }, submit),
  );
}

/** Writes into a field, unless something stands there. */
export function fillField(name: string, text: string): void {
  const input = document.getElementById(idOf(name));
  if (input instanceof HTMLInputElement && input.value === '') input.value = text;
}

/** Puts a sentence at a field and the focus into it. */
export function refuse(name: string, problem: string): void {
  setProblem(name, problem);
  focusField(name);
}

export const focusField = (name: string): void => {
  document.getElementById(idOf(name))?.focus();
};

function fieldElement({ name, label, type = 'text', autocomplete, inputMode, hint, value = '' }: Field): HTMLElement {
  const id = idOf(name);
  const describedBy = [...(hint === undefined ? [] : [`${id}-hint`]), `${id}-problem`].join(' ');
  const input = el('input', {
    with: {
      id,
      name,
      type,
      autocomplete,
      inputmode: inputMode,
      value,
      required: true,
      'aria-describedby': describedBy,
    },
  });
  return el(
    'div',
    { with: { class: 'field' } },
    el('label', { with: { for: id } }, label),
    hint === undefined ? null : el('p', { with: { id: `${id}-hint`, class: 'hint' } }, hint),
    input,
    el('p', { with: { id: `${id}-problem`, class: 'problem' } }),
  );
}

function showProblem({ name, label, check }: Field): string | null {
  const text = textOf(name);
  const problem = isRequired(label)(text) ?? check?.(text) ?? null;
  setProblem(name, problem);
  return problem;
}

function setProblem(name: string, problem: string | null): void {
  const place = document.getElementById(`${idOf(name)}-problem`);
  if (place !== null) place.textContent = problem ?? '';
  document.getElementById(idOf(name))?.setAttribute('aria-invalid', String(problem !== null));
}

function textOf(name: string): string {
  const input = document.getElementById(idOf(name));
  return input instanceof HTMLInputElement ? input.value.trim() : '';
}
