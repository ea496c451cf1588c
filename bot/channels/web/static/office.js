// The office's pages need no script; with one, a file can be dropped anywhere, and a page that waits comes again.
(() => {
  const form = document.querySelector("[data-drop]");
  if (form) {
    const field = form.querySelector("input[type=file]");
    const button = form.querySelector("button");
    const send = () => {
      if (!field.files.length) return;
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
      button.textContent = "载入";
    });
  }
  if (document.querySelector("[data-reads]")) setTimeout(() => location.reload(), 500);
})();
