"""Prints events like the samples, with users that come back."""

import json
import pathlib
import random
import sys

EVENTS = 20_000
USERS = 3_000

samples = [json.loads(path.read_text()) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json"))]
random.seed(1)
for number in range(EVENTS):
    event = json.loads(json.dumps(random.choice(samples)))
    event["metadata"]["uuid"] = f"event-{number}"
    event["payload"]["userid"] = f"user-{random.randrange(USERS)}"
    print(json.dumps(event))
