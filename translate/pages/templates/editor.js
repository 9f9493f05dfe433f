// The field in which a sentence is edited: Enter keeps, Escape gives up.
let editing = null;
const changed = () => editing !== null && editing.field.value !== textOf(english(editing.number));
const stopEditing = (keeping) => {
  if (!editing) return;
  const { number, form, field } = editing;
  const text = field.value;
  const had = form.contains(document.activeElement);
  if (keeping && changed()) change(number, text);
  editing = null;
  form.remove();
  english(number).hidden = false;
  if (had) english(number).focus();
};
const button = (name, click) => {
  const made = document.createElement("button");
  made.textContent = name;
  if (click) {
    made.type = "button";
    made.addEventListener("click", click);
  }
  return made;
};
const startEditing = (number) => {
  if (editing?.number === number) {
    editing.field.focus();
    return;
  }
  stopEditing(true);
  const sentence = english(number);
  const [form, field, buttons] = ["form", "textarea", "span"].map((name) => document.createElement(name));
  form.className = "editor";
  field.value = textOf(sentence);
  field.lang = "en";
  field.setAttribute("aria-label", `English of sentence ${number}`);
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      stopEditing(event.key === "Enter");
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    stopEditing(true);
  });
  buttons.append(button("Keep"), button("Give up", () => stopEditing(false)));
  if (edit(number) !== null)
    buttons.append(button("Take the machine’s", () => {
      field.value = machine(number);
      stopEditing(true);
    }));
  form.append(field, buttons);
  sentence.hidden = true;
  sentence.after(form);
  editing = { number, form, field };
  grow();
  field.focus();
  show(sentence);
};
