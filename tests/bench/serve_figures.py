#!/usr/bin/env python3
"""Figures of `hearth-engine serve`: eight streams at once against one, and the time to the first text over HTTP
against the same engine over its pipe (hearth-engine host).

    python3 tests/bench/serve_figures.py build/release/bin/hearth-engine MODEL.gguf
"""
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time

ENGINE, MODEL = sys.argv[1], sys.argv[2]
PORT = 8898
WORDS = "fox river clock garden train mountain letter window".split()
PROMPTS = [f"Tell a long story about a {word}." for word in WORDS]


class Pipe:
    """hearth-engine host."""

    def __init__(self):
        self.process = subprocess.Popen([ENGINE, "host"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.call(1, "initialize", {"protocol": 1, "client": "figures"})
        self.call(2, "model.load", {"path": MODEL, "context_length": 1024})

    def send(self, number, method, params):
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def wait(self, wanted):
        for line in self.process.stdout:
            message = json.loads(line)
            if wanted(message):
                return message
        sys.exit("the engine ended")

    def call(self, number, method, params):
        self.send(number, method, params)
        return self.wait(lambda message: message.get("id") == number)

    def first_text(self, prompt, number):
        begin = time.perf_counter()
        self.send(number, "generate", {"messages": [{"role": "user", "content": prompt}], "max_tokens": 8,
                                       "temperature": 0})
        self.wait(lambda message: message.get("method") == "token")
        seconds = time.perf_counter() - begin
        self.wait(lambda message: message.get("id") == number)
        return seconds


def stream(prompt, length):
    """(begin, time of the first text, time of the last, tokens)"""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    begin = time.perf_counter()
    connection.request("POST", "/v1/chat/completions",
                       json.dumps({"messages": [{"role": "user", "content": prompt}], "stream": True,
                                   "max_tokens": length, "temperature": 0,
                                   "stream_options": {"include_usage": True}}),
                       {"Authorization": "Bearer t", "Content-Type": "application/json"})
    first = last = None
    tokens = 0
    for line in connection.getresponse():
        if not line.startswith(b"data: {"):
            continue
        event = json.loads(line[6:])
        tokens = (event.get("usage") or {}).get("completion_tokens", tokens)
        if event["choices"] and event["choices"][0]["delta"].get("content"):
            last = time.perf_counter()
            first = first or last
    return begin, first, last, tokens


def total_rate(count, length=64):
    results = [None] * count
    threads = [threading.Thread(target=lambda i=i: results.__setitem__(i, stream(PROMPTS[i], length)))
               for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = max(result[2] for result in results) - min(result[1] for result in results)
    return sum(result[3] - 1 for result in results) / seconds


pipe = Pipe()
direct = [pipe.first_text(prompt, 10 + i) for i, prompt in enumerate(["Warm up."] + PROMPTS)][1:]
pipe.process.stdin.close()
pipe.process.wait()
server = subprocess.Popen([ENGINE, "serve", "-m", MODEL, "--port", str(PORT), "--context", "1024"],
                          stdout=subprocess.PIPE, env=dict(os.environ, HEARTH_TOKEN="t"), text=True)
for line in server.stdout:
    if line.startswith("token"):
        break
served = []
for prompt in ["Warm up."] + PROMPTS:
    begin, first, _, _ = stream(prompt, 8)
    served.append(first - begin)
one = [total_rate(1) for _ in range(3)]
eight = [total_rate(8) for _ in range(3)]
server.terminate()
server.wait()
print(json.dumps({
    "first_text_ms": {"pipe": round(1000 * statistics.median(direct), 1),
                      "http": round(1000 * statistics.median(served[1:]), 1)},
    "tokens_per_s": {"one stream": round(statistics.median(one), 1),
                     "eight streams": round(statistics.median(eight), 1)},
    "ratio": round(statistics.median(eight) / statistics.median(one), 2)}))
