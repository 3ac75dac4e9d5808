#!/usr/bin/env python3
"""A Hearth process plugin: JSON-RPC 2.0, one message a line, on stdin and stdout. Write logs to stderr."""
import json
import sys


class Host:
    """What the host offers while a task runs; see docs/plugins.md."""

    def __init__(self):
        self.next_id = 0

    def send(self, message):
        message["jsonrpc"] = "2.0"
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()

    def call(self, method, **params):
        self.next_id += 1
        self.send({"id": f"p{self.next_id}", "method": method, "params": params})
        answer = json.loads(sys.stdin.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def notify(self, method, **params):
        self.send({"method": method, "params": params})


def run(host, params):
    """Your task: `params` has task, text, files, conversation and options."""
    rows = []
    if params["text"]:
        rows.append(["Text", str(len(params["text"].split()))])
    for number, path in enumerate(params["files"]):
        host.notify("progress", done=number, total=len(params["files"]), step=path)
        document = host.call("readDocument", path=path)
        words = sum(len(block["text"].split()) for block in document["blocks"])
        rows.append([document["title"] or path, str(words)])
    total = sum(int(row[1]) for row in rows)
    return {
        "parts": [{"type": "table", "title": "Words", "header": ["Document", "Words"], "rows": rows}],
        "data": {"words": total},
    }


def main():
    host = Host()
    for line in sys.stdin:
        message = json.loads(line)
        try:
            if message["method"] == "initialize":
                result = {"api": 1}
            elif message["method"] == "run":
                result = run(host, message["params"])
            else:
                continue
            host.send({"id": message["id"], "result": result})
        except Exception as error:  # the host shows the message
            host.send({"id": message["id"], "error": {"code": -32000, "message": str(error)}})


main()
