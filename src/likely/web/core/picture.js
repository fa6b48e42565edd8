/**
 * Apply the steps of a reply to a picture, in order; stage/changes.py says what they are. A step for an
 * element that is not there does nothing.
 *
 * @type {(svg: Element, steps: any[][]) => void}
 */
export const redraw = (svg, steps) => {
  const find = (/** @type {string} */ id) => svg.querySelector(`[id="stage-${id}"]`);
  for (const [act, id, ...given] of steps) {
    const element = find(id);
    if (act === "set") element?.setAttribute(given[0], given[1]);
    else if (act === "text") element?.replaceChildren(given[0]);
    else element?.remove();
    if (act !== "add") continue;
    const [tag, attributes, text, before] = given;
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    made.id = `stage-${id}`;
    for (let i = 0; i < attributes.length; i += 2) made.setAttribute(attributes[i], attributes[i + 1]);
    made.textContent = text;
    svg.insertBefore(made, find(before));
  }
};
