#!/usr/bin/env python3
"""Makes gradbench/*.jsonl of recorded sessions of GradBench (github.com/gradbench/gradbench): one line for each input, with what its tools answered.

    gradbench.py LOG.jsonl...

The logs are those that `gradbench run` writes. The answers are those of the suite's hand-written C++, `manual`; for ode also of `codipack`, since manual's gradient is that
of the differential equation's solution; for particle and saddle, which manual has not, of `enzyme`. The inputs of ba, ht and lstm are ADBench's (MIT licence), all others
the suite's random numbers.
"""
import json
import os
import sys


def inputs(log):
    asked, found = {}, {}
    for line in open(log):
        entry = json.loads(line)
        message, response = entry.get("message", {}), entry.get("response", {})
        if message.get("kind") == "evaluate":
            asked[message["id"]] = message
        elif response.get("id") in asked and response.get("success"):
            message = asked[response["id"]]
            plain = message["input"]
            if isinstance(plain, dict):
                plain = {k: v for k, v in plain.items() if k not in ("min_runs", "min_seconds")}
            text = json.dumps(plain, separators=(",", ":"))
            found.setdefault((message["module"], text), {})[message["function"]] = response["output"]
    return found


here = os.path.dirname(os.path.abspath(__file__))
for log in sys.argv[1:]:
    name = os.path.basename(log).replace(".manual.jsonl", "").replace(".jsonl", "").replace(".", "_")
    with open(os.path.join(here, "gradbench", name + ".jsonl"), "w") as file:
        for (module, text), outputs in inputs(log).items():
            answers = json.dumps(outputs, separators=(",", ":"))
            file.write(f'{{"module":"{module}","input":{text},"outputs":{answers}}}\n')
