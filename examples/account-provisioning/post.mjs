// Posts JSON as the service would, again while nobody answers yet: node post.mjs URL JSON
const [url, body] = process.argv.slice(2);
for (let left = 300; ; left--) {
  try {
    const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    console.log(answer.status, (await answer.text()).trim());
    process.exit(answer.status === 202 ? 0 : 1);
  } catch (error) {
    if (left === 0 || error.cause?.code !== "ECONNREFUSED") throw error;
    await new Promise((again) => setTimeout(again, 200));
  }
}
