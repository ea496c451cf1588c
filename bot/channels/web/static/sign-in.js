// A link may bring the code behind #; and a link from elsewhere opens this page although one is signed in.
(() => {
  function fill() {
    const code = /^#code=([0-9A-Za-z-]{1,64})$/.exec(location.hash);
    if (!code) return false;
    document.getElementById("code").value = code[1];
    history.replaceState(null, "", location.pathname);
    return true;
  }

  addEventListener("hashchange", fill);
  if (fill() || document.getElementById("refused")) return;
  fetch("/page/here")
    .then((answer) => answer.json())
    .then((told) => {
      if (told.signed_in) location.replace("/");
    })
    .catch(() => undefined);
})();
