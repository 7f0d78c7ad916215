"""Runs every judge over the exports in a folder, and over copies of one with a mistake planted in each.

Prints findings and exits with 1 if a stack has one that isn't in accepted.toml, if an entry there isn't needed, or if no judge catches a
mistake.
"""

import contextlib
import copy
import fnmatch
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import boto3
import botocore.config
import botocore.exceptions
import cfnlint.api
import parliament
from cfnlint.config import ManualArgs
from cloudsplaining.command.scan_policy_file import scan_policy
from moto.server import ThreadedMotoServer
from policy_sentry.querying.actions import get_action_data
from policy_sentry.analysis.expand import expand

import calls
import cloudformation
import exports
import mistakes

HERE = Path(__file__).parent
REGION = "eu-central-1"
# One region of each partition that has all the services.
REGIONS = [REGION, "cn-north-1", "us-gov-west-1"]
ACCOUNT = "000000000000"
# cloudsplaining's groups of actions that a policy allows without a limit.
RISKS = ["PrivilegeEscalation", "DataExfiltration", "ResourceExposure", "ServiceWildcard", "CredentialsExposure", "InfrastructureModification"]
# Policies that no stack has, as if each were one.
POLICIES = {}


@dataclass(frozen=True, order=True)
class Finding:
    judge: str
    rule: str
    resource: str
    text: str

    def __str__(self):
        return f"{self.judge} {self.rule} {self.resource}: {self.text}"


def declared(stacks):
    return [(name, resources) for name, resources in stacks.items() if resources]


def cfn_lint(stacks):
    for name, resources in declared(stacks):
        template = json.dumps(cloudformation.template(resources))
        for match in cfnlint.api.lint(template, config=ManualArgs(regions=REGIONS)):
            path = match.path or []
            resource = path[1] if len(path) > 1 else "template"
            yield name, Finding("cfn-lint", match.rule.id, str(resource), match.message)


def checkov(stacks):
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, resources) in enumerate(declared(stacks)):
            files[f"/{number}.json"] = name
            # A line for each member, since checkov locates resources by lines.
            Path(folder, f"{number}.json").write_text(json.dumps(cloudformation.template(resources), indent=1), encoding="utf-8")
        command = [sys.argv[2], "-d", folder, "--framework", "cloudformation", "-o", "json", "--skip-download", "--compact", "--quiet"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        try:
            report = json.loads(run.stdout)
        except ValueError:
            raise SystemExit(f"checkov: exit code {run.returncode}: {run.stdout[-500:]} {run.stderr[-2000:]}") from None
    if report["summary"]["parsing_errors"] or report["summary"]["resource_count"] == 0:
        raise SystemExit(f"checkov: could not read the templates: {report['summary']}")
    for check in report["results"]["failed_checks"]:
        yield files[check["file_path"]], Finding("checkov", check["check_id"], check["resource"].split(".")[-1], check["check_name"])


def policy_judge(judge):
    """A judge of a single policy document: (kind, document) to pairs of rule and text."""

    def of_stacks(stacks):
        for name, resources in stacks.items():
            for resource, kind, document in POLICIES.get(name) or exports.policies(resources):
                for rule, text in judge(kind, document):
                    yield name, Finding(judge.__name__, rule, resource, text)

    return of_stacks


def parliament_(kind, document):
    document = copy.deepcopy(document)
    if kind == "Role":
        # It knows no trust policies, whose statements have no resources.
        for statement in document["Statement"]:
            statement["Resource"] = f"arn:aws:iam::{ACCOUNT}:role/consumer"
    for finding in parliament.analyze_policy_string(json.dumps(document), include_community_auditors=True).findings:
        yield finding.issue, str(finding.detail)


parliament_.__name__ = "parliament"


def cloudsplaining(kind, document):
    if kind in ("Policy", "RolePolicy"):
        results = scan_policy(document, {})
        for risk in RISKS:
            for finding in results.get(risk, {}).get("findings", []):
                yield risk, str(finding)


def policy_sentry(_, document):
    for statement in document["Statement"]:
        for pattern in statement["Action"]:
            actions = expand(pattern)
            for action in actions:
                service, _, operation = action.partition(":")
                if not get_action_data(service, operation):
                    yield "unknown-action", action
            if not actions:
                yield "unknown-action", pattern


class Emulator:
    """A judge that gets the calls which create the resources. Refusals by botocore count as its own."""

    def __init__(self, name):
        self.name = name
        self.endpoint = ""

    def __call__(self, stacks):
        config = botocore.config.Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1})
        session = boto3.session.Session(ACCOUNT, "local", region_name=REGION)
        clients = {}
        for name, resources in declared(stacks):
            self.reset()
            for resource, service, method, parameters in calls.of(resources, REGION):
                if service not in clients:
                    clients[service] = session.client(service, endpoint_url=self.endpoint, config=config)
                try:
                    getattr(clients[service], method)(**self.adapted(parameters))
                except botocore.exceptions.ParamValidationError as refused:
                    yield name, Finding("botocore", method, resource, " ".join(str(refused).split()))
                except botocore.exceptions.ClientError as refused:
                    yield name, Finding(self.name, method, resource, str(refused))

    def adapted(self, parameters):
        return parameters

    def reset(self):
        urllib.request.urlopen(urllib.request.Request(self.endpoint + self.reset_path, method="POST"), timeout=60).close()


class Moto(Emulator):
    reset_path = "/moto-api/reset"

    def adapted(self, parameters):
        # When moto 5.2.5 looks whether S3 may deliver access logs, it understands one of two forms only.
        if "Policy" in parameters:
            policy = json.loads(parameters["Policy"])
            for statement in policy["Statement"]:
                if statement["Principal"] == "*":
                    statement["Principal"] = {"AWS": "*"}
                if len(statement["Resource"]) == 1:
                    statement["Resource"] = statement["Resource"][0]
            parameters["Policy"] = json.dumps(policy)
        return parameters

    def __enter__(self):
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        host, port = self.server.get_host_and_port()
        self.endpoint = f"http://{host}:{port}"
        return self

    def __exit__(self, *_):
        self.server.stop()


class Ministack(Emulator):
    reset_path = "/_ministack/reset"

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        # Its own command listens on every address.
        server = [sys.executable, "-m", "hypercorn", "ministack.app:app", "--bind", f"127.0.0.1:{port}"]
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(server, env=os.environ | {"GATEWAY_PORT": str(port)}, stdout=self.log, stderr=self.log)
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.endpoint + "/_ministack/health", timeout=5).close()
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        self.process.kill()
        self.log.seek(0)
        raise SystemExit("ministack: doesn't start: " + self.log.read()[-2000:])

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def judge(stacks):
    """All findings by stack, and how long each judge took."""
    findings, times = {name: set() for name in stacks}, {}

    def timed(name, judge):
        begin = time.monotonic()
        result = list(judge(stacks))
        times[name] = time.monotonic() - begin
        return result

    with Moto("moto") as moto, Ministack("ministack") as ministack, ThreadPoolExecutor() as pool:
        judges = {"cfn-lint": cfn_lint, "checkov": checkov, "moto": moto, "ministack": ministack}
        judges |= {of.__name__: policy_judge(of) for of in (parliament_, cloudsplaining, policy_sentry)}
        for result in pool.map(timed, judges.keys(), judges.values()):
            for stack, finding in result:
                findings[stack].add(finding)
    return findings, times


def main():
    stacks = {path.stem: exports.read(path) for path in sorted(Path(sys.argv[1]).glob("*.json"))}
    # Printed by ./lake permissions, for the roles that deploy.
    for path in sorted(Path(sys.argv[1], "policies").glob("*.json")):
        stacks[path.stem] = []
        POLICIES[path.stem] = [(path.stem, "Policy", json.loads(path.read_text(encoding="utf-8")))]
    if len(stacks) == len(POLICIES) or not POLICIES:
        raise SystemExit(f"{sys.argv[1]}: there are no exports or no policies")
    planted = {f"mistake: {name}": mistakes.plant(plant, stacks["most"]) for name, plant in mistakes.ALL.items()}
    findings, times = judge(stacks | planted)
    with open(HERE / "accepted.toml", "rb") as file:
        accepted = tomllib.load(file)["accepted"]
    problems, needed = [], set()
    for stack in stacks:
        for finding in sorted(findings[stack]):
            matching = [
                index for index, entry in enumerate(accepted)
                if (entry["judge"], entry["rule"]) == (finding.judge, finding.rule)
                and fnmatch.fnmatchcase(finding.resource, entry["resource"])
                and entry.get("text", "") in finding.text and entry.get("stack", stack) == stack]
            needed.update(matching)
            if not matching:
                problems.append(f"{stack}: {finding}")
    problems += [f"accepted.toml: {entry['judge']} {entry['rule']} isn't needed any more" for index, entry in enumerate(accepted)
                 if index not in needed]
    print(f"{', '.join(stacks)}: {sum(map(len, stacks.values()))} resources and {len(POLICIES)} policies of roles that deploy; "
          f"{len(needed)} kinds of findings are accepted")
    for mistake in planted:
        new = findings[mistake] - findings["most"]
        if new:
            print(f"{mistake}: caught by {', '.join(sorted({finding.judge + ' ' + finding.rule for finding in new}))}")
        else:
            problems.append(f"{mistake}: not caught")
    print("seconds: " + ", ".join(f"{name} {seconds:.0f}" for name, seconds in times.items()))
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
