// What the page says, in both languages. A text is asked for by its key; {0}, {1} are put in.

const ENGLISH = {
  "actions": "Actions", "add": "“{0}” into the glossary…", "cancel": "Cancel", "clear": "Clear", "copied": "copied",
  "copy": "Copy", "count": "{0} of {1} entries", "download": "Download", "edit": "Edit", "english": "English",
  "export": "Export", "file": "File…", "file.done": "{0} is translated: see your downloads", "file.work": "{0} is being translated …",
  "from": "From", "german": "German", "import": "Import…", "imported": "{0} entries taken in", "key": "API key",
  "key.use": "Use it", "kind": "Kind", "language": "Language of this page", "next": "Next doubtful", "notes": "To look at",
  "offline": "The server cannot be reached. The text is kept; it is translated as soon as you change it again.",
  "own": "your own", "placeholder": "Type or paste German text, or drop a file here", "print": "Print",
  "remove": "Remove", "save": "Save", "saved": "{0} → {1} is in your glossary", "search": "Search",
  "size": "{0} characters", "state.doubtful": "{0} of {1} sentences to look at", "state.done": "{0} sentences",
  "state.work": "translating …", "step.draft": "the model wrote it by itself", "step.hint": "the model obeyed a hint",
  "step.forced": "decoded again with the term", "step.found": "a name that no glossary has, found in this text",
  "step.inserted": "put in as a last resort: look at it", "step.pronoun": "the English refers back to it",
  "step.missing": "not in the translation", "terms": "Terms in this text", "undo": "Undo", "undone": "undone",
  "view.glossary": "Glossary", "view.text": "Translate", "removed": "{0} is removed",
};

const GERMAN = {
  "actions": "Aktionen", "add": "„{0}“ ins Glossar …", "cancel": "Abbrechen", "clear": "Leeren", "copied": "kopiert",
  "copy": "Kopieren", "count": "{0} von {1} Einträgen", "download": "Herunterladen", "edit": "Ändern", "english": "Englisch",
  "export": "Ausgeben", "file": "Datei …", "file.done": "{0} ist übersetzt: siehe Downloads", "file.work": "{0} wird übersetzt …",
  "from": "Woher", "german": "Deutsch", "import": "Einlesen …", "imported": "{0} Einträge übernommen", "key": "API-Schlüssel",
  "key.use": "Verwenden", "kind": "Art", "language": "Sprache dieser Seite", "next": "Nächster Zweifel", "notes": "Zu prüfen",
  "offline": "Der Server ist nicht erreichbar. Der Text bleibt; er wird übersetzt, sobald Sie ihn wieder ändern.",
  "own": "eigener", "placeholder": "Deutschen Text eingeben oder einfügen, oder eine Datei hierher ziehen", "print": "Drucken",
  "remove": "Entfernen", "save": "Speichern", "saved": "{0} → {1} steht in Ihrem Glossar", "search": "Suchen",
  "size": "{0} Zeichen", "state.doubtful": "{0} von {1} Sätzen zu prüfen", "state.done": "{0} Sätze",
  "state.work": "wird übersetzt …", "step.draft": "das Modell schrieb es von selbst", "step.hint": "das Modell folgte einem Hinweis",
  "step.forced": "neu übersetzt mit dem Begriff", "step.found": "ein Name, den kein Glossar hat, in diesem Text gefunden",
  "step.inserted": "als letztes Mittel eingesetzt: bitte ansehen", "step.pronoun": "das Englische bezieht sich darauf zurück",
  "step.missing": "fehlt in der Übersetzung", "terms": "Begriffe in diesem Text", "undo": "Rückgängig", "undone": "rückgängig gemacht",
  "view.glossary": "Glossar", "view.text": "Übersetzen", "removed": "{0} ist entfernt",
};

const LANGUAGES = { en: ENGLISH, de: GERMAN };
let current = ENGLISH;

export function say(key, ...values) {
  return current[key].replace(/\{(\d)\}/g, (_, number) => String(values[number]));
}

export function speak(language) {
  current = LANGUAGES[language] ?? ENGLISH;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = say(element.dataset.placeholder);
}
