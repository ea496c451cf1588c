// The page's door to the program. A refusal becomes an Error whose message is the sentence to show.

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(`/page/${path}`, options);
  } catch {
    throw new Error("没有连上程序，请看终端里它是否还在运行。");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || "没有做成，请刷新页面后再试。");
  return body;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const readState = () => ask("state");
export const readClock = () => ask("clock");
export const readMessages = (person, before) =>
  ask(`people/${person}/messages${before ? `?before=${before}` : ""}`);
export const say = (person, text, replyTo) => post(`people/${person}/messages`, { text, reply_to: replyTo });
export const correct = (person, message, text) => post(`people/${person}/messages/${message}/edit`, { text });
export const press = (person, message, data) => post(`people/${person}/messages/${message}/press`, { data });
export const markRead = (person, upTo) => post(`people/${person}/read`, { up_to: upTo });
export const switchBot = (person, off) => post(`people/${person}/switch`, { off });
export const join = (name) => post("people", { name });
export const moveClock = (to) => post(`clock/${to}`, {});

export function sendFiles(person, files, { caption, replyTo, asDocument }) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  form.set("caption", caption);
  form.set("as_document", String(asDocument));
  if (replyTo) form.set("reply_to", String(replyTo));
  return ask(`people/${person}/files`, { method: "POST", body: form });
}
