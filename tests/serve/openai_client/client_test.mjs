// The openai client from npm against a Hearth server. Arguments: base URL, token, "scripted" or "model".
import assert from "node:assert/strict";
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError } from "openai";

const [baseURL, apiKey, kind] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
const tests = [];
const test = (name, run) => tests.push([name, run]);

const weather = {
  type: "function",
  function: {
    name: "weather",
    description: "Weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};
const schema = {
  type: "object",
  properties: { name: { enum: ["Lily", "Tom"] }, age: { type: "integer", minimum: 1, maximum: 99 } },
  required: ["name", "age"],
  additionalProperties: false,
};

test("models", async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  assert.equal(models.length, 1);
  assert.equal((await client.models.retrieve(models[0])).id, models[0]);
  await assert.rejects(client.models.retrieve("other"), NotFoundError);
});

test("wrong key", async () => {
  const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 });
  await assert.rejects(stranger.models.list(), AuthenticationError);
});

test("bad request", async () => {
  await assert.rejects(client.chat.completions.create({ model: "m", messages: [] }), (error) => {
    assert(error instanceof BadRequestError);
    assert.equal(error.type, "invalid_request_error");
    return true;
  });
});

if (kind === "scripted") {
  test("chat", async () => {
    const reply = await client.chat.completions.create({ model: "m", messages: user("echo: Grüße 日本") });
    assert.equal(reply.choices[0].message.content, "Grüße 日本");
    assert.equal(reply.choices[0].finish_reason, "stop");
    assert.equal(reply.usage.completion_tokens, 2);
  });

  test("chat stream with usage", async () => {
    const stream = await client.chat.completions.create({
      model: "m", messages: user("lorem 50"), stream: true, stream_options: { include_usage: true },
    });
    let text = "";
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.equal(text.split(" ").length, 50);
    assert.equal(usage.completion_tokens, 50);
  });

  test("tool calls", async () => {
    const messages = user('tool: weather {"city":"Rome"}');
    const reply = await client.chat.completions.create({ model: "m", messages, tools: [weather] });
    assert.equal(reply.choices[0].finish_reason, "tool_calls");
    const call = reply.choices[0].message.tool_calls[0];
    assert.deepEqual(JSON.parse(call.function.arguments), { city: "Rome" });
    // The answer of the tool goes back in the client's own form.
    const next = await client.chat.completions.create({
      model: "m", tools: [weather],
      messages: [...messages, reply.choices[0].message, { role: "tool", tool_call_id: call.id, content: "echo: sunny" }],
    });
    assert.equal(next.choices[0].message.content, "sunny");
  });

  test("parallel tool calls, whole, streamed and one at a time", async () => {
    const messages = user('tool: weather {"city":"Rome"} tool: weather {"city":"Oslo"}');
    const cities = (calls) => calls.map((call) => JSON.parse(call.function.arguments).city);
    const whole = await client.chat.completions.create({ model: "m", messages, tools: [weather] });
    const calls = whole.choices[0].message.tool_calls;
    assert.deepEqual(cities(calls), ["Rome", "Oslo"]);
    assert.notEqual(calls[0].id, calls[1].id);
    const streamed = await client.chat.completions.stream({ model: "m", messages, tools: [weather] }).finalChatCompletion();
    assert.deepEqual(cities(streamed.choices[0].message.tool_calls), ["Rome", "Oslo"]);
    const one = await client.chat.completions.create({ model: "m", messages, tools: [weather], parallel_tool_calls: false });
    assert.deepEqual(cities(one.choices[0].message.tool_calls), ["Rome"]);
    // Both answers go back.
    const next = await client.chat.completions.create({
      model: "m", tools: [weather],
      messages: [...messages, whole.choices[0].message,
        ...calls.map((call, i) => ({ role: "tool", tool_call_id: call.id, content: `echo: answer ${i}` }))],
    });
    assert.equal(next.choices[0].message.content, "answer 1");
  });

  test("several choices streamed", async () => {
    const texts = ["", "", ""];
    for await (const chunk of await client.chat.completions.create({ model: "m", messages: user("echo: a b"), n: 3, stream: true }))
      for (const choice of chunk.choices) texts[choice.index] += choice.delta.content ?? "";
    assert.deepEqual(texts, ["a b", "a b", "a b"]);
  });

  test("tool calls through the streaming helper", async () => {
    const stream = client.chat.completions.stream({
      model: "m", messages: user('tool: weather {"city":"Rome"}'), tools: [weather],
    });
    const final = await stream.finalChatCompletion();
    assert.equal(final.choices[0].message.tool_calls[0].function.name, "weather");
  });

  test("runTools", async () => {
    const asked = [];
    const runner = client.chat.completions.runTools({
      model: "m", messages: user('tool: weather {"city":"Rome"}'),
      tools: [{
        type: "function",
        function: { ...weather.function, parse: JSON.parse, function: ({ city }) => { asked.push(city); return "echo: sun"; } },
      }],
    });
    assert.equal(await runner.finalContent(), "sun");
    assert.deepEqual(asked, ["Rome"]);
  });

  test("choices", async () => {
    const reply = await client.chat.completions.create({ model: "m", messages: user("echo: x"), n: 3 });
    assert.deepEqual(reply.choices.map((choice) => choice.message.content), ["x", "x", "x"]);
  });

  test("stop and length", async () => {
    const stopped = await client.chat.completions.create({ model: "m", messages: user("echo: a END b"), stop: "END" });
    assert.equal(stopped.choices[0].message.content, "a ");
    const cut = await client.chat.completions.create({ model: "m", messages: user("lorem 9"), max_completion_tokens: 2 });
    assert.equal(cut.choices[0].finish_reason, "length");
  });

  test("abort", async () => {
    const stream = await client.chat.completions.create({ model: "m", messages: user("slow: " + "x".repeat(100000)), stream: true });
    for await (const chunk of stream) if (chunk.choices[0].delta.content) break; // leaving the loop aborts
    const next = await client.chat.completions.create({ model: "m", messages: user("echo: next") });
    assert.equal(next.choices[0].message.content, "next");
  });

  test("too long a prompt", async () => {
    await assert.rejects(client.chat.completions.create({ model: "m", messages: user("w ".repeat(5000)) }), (error) => {
      assert.equal(error.status, 400);
      assert.equal(error.code, "context_length_exceeded");
      assert.match(error.message, /4096/);
      return true;
    });
  });

  test("engine's failure", async () => {
    await assert.rejects(client.chat.completions.create({ model: "m", messages: user("error: it broke") }), (error) => {
      assert(error instanceof APIError);
      assert.equal(error.status, 500);
      return true;
    });
  });

  test("completions", async () => {
    const reply = await client.completions.create({ model: "m", prompt: ["echo: a", "echo: b"] });
    assert.deepEqual(reply.choices.map((choice) => choice.text), ["a", "b"]);
    let text = "";
    for await (const chunk of await client.completions.create({ model: "m", prompt: "echo: a b", stream: true }))
      text += chunk.choices[0].text;
    assert.equal(text, "a b");
  });

  test("responses", async () => {
    const reply = await client.responses.create({ model: "m", input: "echo: fine", instructions: "Be brief." });
    assert.equal(reply.output_text, "fine");
    const types = [];
    let text = "";
    for await (const event of await client.responses.create({ model: "m", input: "echo: a b", stream: true })) {
      types.push(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    assert.equal(text, "a b");
    assert.equal(types.at(-1), "response.completed");
    const final = await client.responses.stream({ model: "m", input: [{ role: "user", content: "echo: helper" }] }).finalResponse();
    assert.equal(final.output_text, "helper");
    assert.equal(final.usage.output_tokens, 1);
    const cut = await client.responses.create({ model: "m", input: "lorem 9", max_output_tokens: 2 });
    assert.equal(cut.status, "incomplete");
    assert.equal(cut.incomplete_details.reason, "max_output_tokens");
    await assert.rejects(client.responses.create({ model: "m", input: "x", previous_response_id: "resp_1" }), BadRequestError);
  });

  test("embeddings", async () => {
    // The client asks for base64 by itself and decodes it.
    const reply = await client.embeddings.create({ model: "m", input: ["a", "bcd"] });
    assert.deepEqual(reply.data.map((item) => [...item.embedding]), [[0, 1, 0, 0], [0, 0, 0, 1]]);
  });

  test("forty at once", async () => {
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) => client.chat.completions.create({ model: "m", messages: user(`echo: ${i}`) })),
    );
    replies.forEach((reply, i) => assert.equal(reply.choices[0].message.content, String(i)));
  });
}

if (kind === "model") {
  test("seed", async () => {
    const ask = (seed) => client.completions.create({ model: "m", prompt: "Once upon a time", max_tokens: 20, seed });
    const [one, two, other] = [await ask(1), await ask(1), await ask(2)];
    assert.equal(one.choices[0].text, two.choices[0].text);
    assert.notEqual(one.choices[0].text, other.choices[0].text);
  });

  test("greedy text of the model, eight at once", async () => {
    const ask = () => client.completions.create({ model: "m", prompt: "Once upon a time", max_tokens: 20, temperature: 0 });
    const alone = (await ask()).choices[0].text;
    assert.match(alone, /^, there was a little girl named Lily\./);
    for (const reply of await Promise.all(Array.from({ length: 8 }, ask))) assert.equal(reply.choices[0].text, alone);
  });

  test("log probabilities", async () => {
    const reply = await client.chat.completions.create({
      model: "m", messages: user("Once upon a time"), max_tokens: 3, temperature: 0, logprobs: true, top_logprobs: 2,
    });
    const content = reply.choices[0].logprobs.content;
    assert.equal(content.length, 3);
    for (const token of content) {
      assert(token.logprob <= 0);
      assert.equal(token.top_logprobs.length, 2);
      assert(token.top_logprobs[0].logprob >= token.top_logprobs[1].logprob);
    }
  });

  test("JSON schema", async () => {
    // A model that only knows stories is held to the schema all the same.
    for (const seed of [1, 2, 3]) {
      const reply = await client.chat.completions.create({
        model: "m", messages: user("Once upon a time"), max_tokens: 200, seed,
        response_format: { type: "json_schema", json_schema: { name: "child", strict: true, schema } },
      });
      const child = JSON.parse(reply.choices[0].message.content);
      assert(schema.properties.name.enum.includes(child.name));
      assert(Number.isInteger(child.age) && child.age >= 1 && child.age <= 99);
    }
  });

  test("log probabilities and schema streamed", async () => {
    const stream = await client.chat.completions.create({
      model: "m", messages: user("Once upon a time"), max_tokens: 200, seed: 4, stream: true, logprobs: true,
      response_format: { type: "json_schema", json_schema: { name: "child", strict: true, schema } },
    });
    let text = "";
    let sum = 0;
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      for (const token of chunk.choices[0]?.logprobs?.content ?? []) { sum += token.logprob; ++tokens; }
    }
    assert(schema.properties.name.enum.includes(JSON.parse(text).name));
    assert(tokens > 0 && sum < 0);
  });

  test("stop, n and usage of a real model", async () => {
    const reply = await client.completions.create({
      model: "m", prompt: "Once upon a time", max_tokens: 30, temperature: 0, n: 2, stop: [" named"],
    });
    for (const choice of reply.choices) {
      assert.equal(choice.text, ", there was a little girl");
      assert.equal(choice.finish_reason, "stop");
    }
    assert.equal(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens);
  });

  test("embeddings of a real model", async () => {
    const near = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    const reply = await client.embeddings.create({ model: "m", input: ["a little girl", "a little girl", "stone"] });
    const [one, same, other] = reply.data.map((item) => [...item.embedding]);
    assert(Math.abs(near(one, one) - 1) < 1e-3);
    assert(near(one, same) > 0.999 && near(one, other) < 0.999);
  });

  test("responses of a real model, with a schema", async () => {
    const reply = await client.responses.create({
      model: "m", input: "Once upon a time", max_output_tokens: 200,
      text: { format: { type: "json_schema", name: "child", strict: true, schema } },
    });
    assert(schema.properties.name.enum.includes(JSON.parse(reply.output_text).name));
  });

  test("a schema that makes no sense", async () => {
    await assert.rejects(
      client.chat.completions.create({
        model: "m", messages: user("x"), max_tokens: 20,
        response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "nonsense" } } },
      }),
      BadRequestError,
    );
  });

  test("too long a prompt", async () => {
    await assert.rejects(client.completions.create({ model: "m", prompt: "Once upon a time. ".repeat(500) }), (error) => {
      assert.equal(error.code, "context_length_exceeded");
      assert.match(error.message, /512/);
      return true;
    });
  });
}

if (kind === "starter") {
  // Its chat template has no place for them: an error, not an answer that leaves them out.
  test("tools", async () => {
    const ask = { model: "m", messages: user("What is the weather in Rome?"), tools: [weather] };
    await assert.rejects(client.chat.completions.create(ask), (error) => {
      assert(error instanceof BadRequestError);
      assert.match(error.message, /template/);
      return true;
    });
  });

  test("chat", async () => {
    const ask = { model: "m", messages: user("Hello"), temperature: 0, max_tokens: 40 };
    const whole = await client.chat.completions.create(ask);
    assert(whole.choices[0].message.content.length > 0);
    let text = "";
    for await (const chunk of await client.chat.completions.create({ ...ask, stream: true }))
      text += chunk.choices[0]?.delta?.content ?? "";
    assert.equal(text, whole.choices[0].message.content);
  });
}

let failures = 0;
for (const [name, run] of tests) {
  try {
    await run();
    console.log(`PASS ${name}`);
  } catch (error) {
    ++failures;
    console.log(`FAIL ${name}: ${error.stack ?? error}`);
  }
}
process.exit(failures ? 1 : 0);
