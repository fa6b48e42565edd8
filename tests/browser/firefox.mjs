// Journeys in Firefox, which Playwright does not drive as Debian ships it: WebDriver BiDi by puppeteer-core.
// node firefox.mjs PATH_OF_FIREFOX ADDRESS_OF_SITE; prints one JSON object.
import puppeteer from "puppeteer-core";

const [executablePath, base] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
page.setDefaultTimeout(60_000);
const wrong = [];
page.on("pageerror", (error) => wrong.push(error.message));
page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
const text = (selector) => page.$eval(selector, (element) => element.textContent);

const told = { version: await browser.version(), earned: [], lab: {}, wrong };

// ---- the course, page by page: predict, commit, see -------------------------------------------------------
await page.goto(`${base}index.html`);
const course = await page.$$eval(".shelf a", (links) => links.map((link) => link.href));
for (const address of course) {
  await page.goto(address);
  await page.waitForSelector("likely-stage [name=choice]");
  await page.click("likely-stage [name=choice]");
  await page.click("likely-stage [data-part=ask] button[type=submit]");
  await page.waitForSelector("likely-stage [data-part=heading]");
  await page.waitForSelector("likely-map .here[data-state=earned]");
  await page.evaluate(() => document.fonts.ready.then(() => 0)); // a font that is left behind is an error here
  told.earned.push(await text("h1"));
}
await page.goto(`${base}index.html`);
await page.waitForFunction((pages) => document.querySelectorAll(".shelf .node[data-state=earned]").length === pages, {}, course.length);
told.sum = await text("likely-predictions [data-part=sum]");

// ---- the Lab, on three data sets ---------------------------------------------------------------------------
for (const file of ["old-faithful", "horse-kicks", "remission"]) {
  await page.goto(`${base}lab.html`);
  await page.select("[data-part=set]", await page.$eval(`[data-part=set] option[value*="${file}"]`, (option) => option.value));
  await page.waitForFunction(() => !document.querySelector("[data-part=bench]").hidden && document.querySelector("[data-part=sliders] input"));
  await page.click("[data-part=guess] button[type=submit]");
  await page.waitForFunction(() => document.querySelector("[data-part=command]").textContent.includes("csv"));
  told.lab[file] = { command: await text("[data-part=command]"), rows: await page.$$eval("[data-part=parameters] tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))) };
}
await browser.close();
console.log(JSON.stringify(told));
