/** What a reader takes along: files, and pictures that carry their colours with them. */

const SHOWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-family", "font-size", "text-anchor", "paint-order"];

/**
 * @param {string} name
 * @param {Blob} content
 */
export function keep(name, content) {
  const href = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/**
 * A picture as it looks here, as the text of an SVG file.
 *
 * @param {SVGSVGElement} svg
 */
export function standalone(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const [seen, made] = [svg, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  (seen ?? []).forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of SHOWN) made?.[at]?.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", "1280");
  copy.setAttribute("height", "840");
  copy.style.background = getComputedStyle(document.documentElement).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

/**
 * The same as a PNG file.
 *
 * @param {SVGSVGElement} svg
 * @returns {Promise<Blob>}
 */
export async function pixels(svg) {
  const image = new Image(1280, 840);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 840 });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  context.fillRect(0, 0, 1280, 840);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture")))));
}
