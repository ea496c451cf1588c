// Text with entities as elements. Entities nest and count UTF-16 units, as strings do here.

import { element } from "./dom.js";

const tags = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};
const webAddress = /^https?:\/\//i;

function holder(entity, text, onCommand) {
  if (tags[entity.type]) return element(tags[entity.type]);
  if (entity.type === "bot_command")
    return element("button", { type: "button", class: "command", onclick: () => onCommand(text) });
  const target = entity.type === "text_link" ? entity.url : text;
  if ((entity.type === "text_link" || entity.type === "url") && webAddress.test(target))
    return element("a", { href: target, target: "_blank", rel: "noopener noreferrer" });
  return element("span");
}

export function richText(text, entities, onCommand) {
  const root = element("div", { class: "words" });
  fill(root, text, 0, text.length, [...(entities || [])], onCommand);
  return root;
}

// Entities come outermost first; what starts inside one and ends in it becomes its child.
function fill(parent, text, from, to, entities, onCommand) {
  let position = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    const start = Math.max(entity.offset, position);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    parent.append(text.slice(position, start));
    const inner = holder(entity, text.slice(start, end), onCommand);
    fill(inner, text, start, end, entities, onCommand);
    parent.append(inner);
    position = end;
  }
  parent.append(text.slice(position, to));
}
