// Finds what somebody would miss who does not see, does not point, or sees little. Returns sentences; none when all is well.
() => {
  const wrong = [];
  const isShown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  const called = element => `${element.nodeName.toLowerCase()}${element.id ? "#" + element.id : ""}.${[...element.classList].join(".")} "${(element.textContent || "").trim().slice(0, 40)}"`;

  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (!document.title.trim()) wrong.push("the page has no title");

  // Landmarks, and one heading of the first order; none is skipped.
  if (document.querySelectorAll("main").length !== 1) wrong.push("there is not exactly one main");
  if (!document.querySelector("nav[aria-label]")) wrong.push("there is no named navigation");
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown);
  if (headings.filter(heading => heading.nodeName === "H1").length !== 1) wrong.push("there is not exactly one h1");
  let level = 0;
  for (const heading of headings) {
    const next = Number(heading.nodeName[1]);
    if (next > level + 1) wrong.push(`a heading skips an order: ${called(heading)}`);
    if (!heading.textContent.trim()) wrong.push(`a heading is empty: ${called(heading)}`);
    level = next;
  }

  const ids = new Map();
  for (const element of document.querySelectorAll("[id]")) ids.set(element.id, (ids.get(element.id) ?? 0) + 1);
  for (const [id, count] of ids) if (count > 1) wrong.push(`the id ${id} is there ${count} times`);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      for (const id of element.getAttribute(attribute).split(/\s+/)) if (!ids.has(id)) wrong.push(`${attribute} names ${id}, which is not there`);
    }
  }

  // Names.
  const textOf = element => {
    const label = element.getAttribute("aria-label");
    if (label) return label.trim();
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    return (element.textContent || "").trim() || element.getAttribute("title") || element.querySelector("img[alt]")?.alt || "";
  };
  for (const element of document.querySelectorAll("a[href], button, summary, [role=button], [role=link]")) {
    if (isShown(element) && !textOf(element)) wrong.push(`nothing names ${called(element)}`);
  }
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const labels = [...(field.labels ?? [])].map(label => label.textContent.trim()).join("");
    if (isShown(field) && !labels && !field.getAttribute("aria-label") && !field.getAttribute("aria-labelledby")) wrong.push(`no label for ${called(field)} ${field.name}`);
  }
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) wrong.push(`an image without alt: ${image.src}`);
  for (const image of document.querySelectorAll("svg")) {
    if (image.getAttribute("aria-hidden") !== "true" && !(["img", "group"].includes(image.getAttribute("role")) && textOf(image)) && !image.closest("[role=img]")) wrong.push(`a picture that nothing names: ${called(image)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption && !table.getAttribute("aria-label")) wrong.push("a table without a caption");
    for (const head of table.querySelectorAll("th")) if (!head.hasAttribute("scope")) wrong.push(`a head without scope: ${called(head)}`);
  }
  for (const frame of document.querySelectorAll("pre, .table-box")) {
    if (isShown(frame) && (frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1) && frame.tabIndex < 0) wrong.push(`what scrolls cannot be reached: ${called(frame)}`);
  }
  for (const list of document.querySelectorAll("ul, ol")) {
    for (const child of list.children) if (child.nodeName !== "LI") wrong.push(`a list holds ${called(child)}`);
  }
  for (const element of document.querySelectorAll("[tabindex]")) if (element.tabIndex > 0) wrong.push(`the order of focus is changed at ${called(element)}`);

  // Contrast: every piece of text against what is behind it.
  const parse = color => {
    const parts = color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    const scale = color.startsWith("color(") ? 255 : 1;
    return [parts[0] * scale, parts[1] * scale, parts[2] * scale, parts[3] ?? 1];
  };
  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
  const luminance = ([r, g, b]) => [r, g, b].map(value => value / 255).map(value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4).reduce((sum, value, at) => sum + value * [.2126, .7152, .0722][at], 0);
  const behind = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const svg = at.closest("svg");
      const background = parse(getComputedStyle(at).backgroundColor);
      if (svg && at !== svg && at.nodeName === "g") {
        const box = at.querySelector(":scope > rect");
        if (box) { layers.push(parse(getComputedStyle(box).fill)); break; }
      }
      if (background[3] > 0) layers.push(background);
      if (background[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), parse(getComputedStyle(document.documentElement).backgroundColor)[3] === 1 ? parse(getComputedStyle(document.documentElement).backgroundColor) : [255, 255, 255, 1]);
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || seen.has(element) || !isShown(element) || element.closest(".hidden, script, style, title, [disabled], .skip")) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const background = behind(element);
    const color = over(parse(element.closest("svg") ? style.fill : style.color), background);
    const [light, dark] = [luminance(color), luminance(background)].sort((a, b) => b - a);
    const ratio = (light + .05) / (dark + .05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) wrong.push(`contrast ${ratio.toFixed(2)} of ${called(element)}: ${style.color} on ${background.map(Math.round)}`);
  }

  // Nothing wider than the screen: no scrolling to the side.
  if (document.documentElement.scrollWidth > innerWidth + 1) {
    const widest = [...document.querySelectorAll("body *")].filter(element => isShown(element) && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".table-box, pre, .scroll, .sprite")).slice(0, 3);
    wrong.push(`the page is ${document.documentElement.scrollWidth} wide on a screen of ${innerWidth}: ${widest.map(called).join("; ")}`);
  }
  return wrong;
}
