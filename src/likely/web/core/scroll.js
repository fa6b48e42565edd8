/** A box that scrolls can be reached by keyboard; one that does not is no stop on the way. */
const watch = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    const box = /** @type {HTMLElement} */ (target);
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".equation-body, .file .source, .output")) watch.observe(box);
