// The page's door to the program. A refusal becomes an Error whose message is the sentence to show.
const api = (() => {
  async function ask(path, options) {
    let answer;
    try {
      answer = await fetch(`/page/${path}`, options);
    } catch {
      throw Object.assign(new Error("没有连上服务器，请检查网络后再试。"), { cut: true });
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 401) location.assign("/sign-in");
    if (!answer.ok) {
      const cut = !body.error && answer.status >= 500; // a proxy's word, not ours
      throw Object.assign(new Error(body.error || "没有做成，请刷新页面后再试。"), { cut });
    }
    return body;
  }

  // Try again until it is answered; only for what may be done twice, or has a key.
  async function patiently(action) {
    for (let pause = 500; ; pause = Math.min(pause * 2, 8000)) {
      try {
        return await action();
      } catch (error) {
        if (!error.cut) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  const post = (path, body) =>
    ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

  // What is sent twice under one key is said once.
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function sendFiles(chat, key, files, { caption, replyTo }) {
    const form = new FormData();
    for (const file of files) form.append("file", file, file.name);
    form.set("caption", caption);
    form.set("key", key);
    if (replyTo) form.set("reply_to", String(replyTo));
    return ask(`chats/${chat}/files`, { method: "POST", body: form });
  }

  return {
    newKey,
    patiently,
    readState: () => ask("state"),
    readClock: () => ask("clock"),
    readChanges: (since, signal) => ask(`changes?since=${since}`, { signal }),
    readMessages: (chat, before) => ask(`chats/${chat}/messages${before ? `?before=${before}` : ""}`),
    say: (chat, key, text, replyTo) => post(`chats/${chat}/messages`, { key, text, reply_to: replyTo }),
    sendFiles,
    correct: (chat, key, message, text) => post(`chats/${chat}/messages/${message}/edit`, { key, text }),
    press: (chat, message, token) => {
      const key = newKey();
      return patiently(() => post(`chats/${chat}/messages/${message}/press`, { key, token }));
    },
    markRead: (chat, upTo) => post(`chats/${chat}/read`, { up_to: upTo }),
    moveClock: (to) => post(`clock/${to}`, {}),
    readBrowsers: () => ask("browsers"),
    endBrowser: (id) => post(`browsers/${id}/end`, {}),
    codeForAnother: () => post("browsers/code", {}),
    signOut: () => post("sign-out", {}),
  };
})();
