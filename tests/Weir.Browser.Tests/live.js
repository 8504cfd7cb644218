// Does something through the API, and tells after how many milliseconds of the API knowing of it the open page showed it.
async ({ act, api, field, value, shown }) => {
  // A step of the field is a name or a number; * is the sum of what follows in all of them.
  const walk = (json, steps) => steps.length === 0 ? json
    : steps[0] === "*" ? json.reduce((sum, each) => sum + walk(each, steps.slice(1)), 0)
    : walk(json?.[steps[0]], steps.slice(1));
  const read = async () => {
    const answer = await fetch(api, { cache: "no-store" });
    return answer.ok ? walk(await answer.json(), field.split(".")) ?? null : undefined;
  };

  const before = await read();
  const answer = await fetch(act.path, { method: act.method, body: act.body, headers: act.type ? { "content-type": act.type } : {} });
  if (!answer.ok) throw new Error(`${act.path} answered ${answer.status}: ${await answer.text()}`);

  const end = performance.now() + 30_000;
  let known = before;
  while (value ? known !== value : known === undefined || known === before) {
    if (performance.now() > end) throw new Error(`the API never said it: ${known}`);
    await new Promise(done => setTimeout(done, 10));
    known = await read();
  }

  const since = performance.now();
  const is = () => {
    const found = document.querySelector(shown.selector.replaceAll("{}", known));
    return found && found.textContent.trim().includes(String(shown.text ?? "").replaceAll("{}", known));
  };
  while (!is()) {
    if (performance.now() > end) throw new Error(`the page never showed ${known}`);
    await new Promise(done => setTimeout(done, 5));
  }

  return performance.now() - since;
}
