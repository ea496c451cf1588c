// Elements are built, never parsed: text stays text whatever it says.
const dom = (() => {
  const byId = (id) => document.getElementById(id);

  function element(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "class") made.className = value;
      else if (name === "testid") made.dataset.testid = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (typeof value === "boolean") made.toggleAttribute(name, value);
      else if (value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function toast(text, kind = "") {
    const note = element("p", { class: `toast ${kind}` }, text);
    byId("toasts").append(note);
    setTimeout(() => note.remove(), 3000 + text.length * 90);
  }

  // Run something that may be refused; the refusal is shown as the server's own sentence.
  async function attempt(action) {
    try {
      return await action();
    } catch (error) {
      toast(error.message, "refused");
      return undefined;
    }
  }

  return { byId, element, toast, attempt };
})();
