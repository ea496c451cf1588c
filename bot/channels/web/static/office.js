// The office's pages need no script; with one, a file can be dropped anywhere, a page that waits comes again, and what
// was typed or ticked in one form is still there after another form of the page was sent.
(() => {
  const place = `typed ${location.pathname}`;
  const fields = () => [...document.querySelectorAll("main form")].flatMap((form) =>
    [...form.elements]
      .filter((one) => one.name && !["hidden", "file", "submit", "button"].includes(one.type))
      .map((one) => [`${form.getAttribute("action")} ${one.name} ${one.type === "checkbox" ? one.value : ""}`, one, form]),
  );
  const chosen = (one) => (one.type === "checkbox" ? one.checked : one.value);
  const printed = (one) => {
    if (one.type === "checkbox") return one.defaultChecked;
    if (!one.options) return one.defaultValue;
    return ([...one.options].find((option) => option.defaultSelected) ?? one.options[0]).value;
  };
  let sent = null;
  addEventListener("submit", (event) => {
    sent = event.target;
  });
  addEventListener("pageshow", () => {
    sent = null;
  });
  addEventListener("pagehide", () => {
    const changed = fields().filter(([, one, form]) => chosen(one) !== printed(one) && !(form === sent && form.matches(".say")));
    const kept = changed.map(([name, one, form]) => [name, chosen(one), form === sent]);
    if (kept.length) sessionStorage.setItem(place, JSON.stringify(kept));
    else sessionStorage.removeItem(place);
  });
  const done = new URLSearchParams(location.search).has("said");
  const shown = new Map(fields().map(([name, one]) => [name, one]));
  for (const [name, value, wasSent] of JSON.parse(sessionStorage.getItem(place) ?? "[]")) {
    const one = shown.get(name);
    if (!one || (wasSent && done)) continue;
    if (one.type === "checkbox") one.checked = value;
    else one.value = value;
    const folded = one.closest("details");
    if (folded) folded.open = true;
  }
  // several forms stand on one page, each saved by its own button: what waits for which is said beside it
  const saves = (form) => form?.querySelector("button.main");
  const unsaved = (form) => {
    const own = fields().filter(([, one, of]) => of === form);
    const button = saves(form);
    if (!button || own.length < 2 || form.matches(".say")) return;
    const waits = own.some(([, one]) => chosen(one) !== printed(one));
    let note = form.querySelector(".unsaved");
    if (waits && !note) {
      note = document.createElement("span");
      note.className = "unsaved";
      note.setAttribute("role", "status");
      note.textContent = `有改动还没有保存，请点“${button.textContent.trim()}”`;
      button.after(" ", note);
    } else if (!waits && note) note.remove();
  };
  for (const form of document.querySelectorAll("main form")) unsaved(form);
  addEventListener("input", (event) => unsaved(event.target.form));
  const said = document.querySelector(".said");
  if (said) {
    const left = [...document.querySelectorAll("main form .unsaved")].map((note) => saves(note.closest("form")).textContent.trim());
    if (left.length) {
      const more = document.createElement("p");
      more.textContent = `另有填了还没有保存的：${[...new Set(left)].map((label) => `“${label}”`).join("、")}。`;
      said.append(more);
    }
    const close = document.createElement("button");
    close.className = "plain";
    close.textContent = "收起";
    close.addEventListener("click", () => said.remove());
    said.append(" ", close);
  }
})();
(() => {
  const form = document.querySelector("[data-drop]");
  if (form) {
    const field = form.querySelector("input[type=file]");
    const button = form.querySelector("button");
    button.hidden = true; // a chosen file is sent at once
    const send = () => {
      if (!field.files.length) return;
      button.hidden = false;
      button.disabled = true;
      button.textContent = "正在上传……";
      form.submit();
    };
    field.addEventListener("change", send);
    addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
    addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      send();
    });
    addEventListener("pageshow", () => {
      button.disabled = false;
      button.hidden = true;
      button.textContent = "载入";
    });
  }
  if (document.querySelector("[data-reads]")) setTimeout(() => location.reload(), 500);
})();
