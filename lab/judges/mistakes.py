"""Mistakes that somebody could make in the program. Each changes one resource of a stack; a judge has to catch it."""

import copy
import json


def of(resources, name):
    found = [resource for resource in resources if resource.name == name]
    if not found:
        raise SystemExit(f"mistakes.py: the stack has no {name}")
    return found[0]


def policy(name, change):
    """Changes a policy document's statements."""

    def plant(resources):
        inputs = of(resources, name).inputs
        document = json.loads(inputs["policy"])
        change(document["Statement"])
        inputs["policy"] = json.dumps(document)

    return plant


def value(name, path, new):
    """Sets a member of a resource; the path's parts are names and indexes."""

    def plant(resources):
        at = of(resources, name).inputs
        for part in path[:-1]:
            at = at[part]
        if path[-1] not in at:
            raise SystemExit(f"mistakes.py: {name} has no {path[-1]}")
        at[path[-1]] = new

    return plant


def without(name):
    """Leaves a resource out."""

    def plant(resources):
        resources.remove(of(resources, name))

    return plant


ALL = {
    "the consumer may do anything with S3": policy("consumer-role-policy", lambda s: s[1].update(Action=["s3:*"], Resource=["*"])),
    "a policy has an action that doesn't exist": policy("events-producer", lambda s: s[0]["Action"].append("kinesis:PutRecordBatch")),
    "an action doesn't go with its resource": policy("consumer-role-policy", lambda s: s[0]["Action"].append("s3:PutObject")),
    "a bucket policy lets everybody read": policy("lake-policy", lambda s: s[0].update(Effect="Allow", Action=["s3:GetObject"], Condition={})),
    "the lake has no public access block": without("lake-public-access-block"),
    "access logs go to a bucket that doesn't exist": value("lake-access-logging", ["targetBucket"], "nowhere"),
    "S3 may not deliver access logs": policy("access-logs-policy", lambda s: s.__delitem__(slice(-2, None))),
    "the lake has no access logs": without("lake-access-logging"),
    "the failed bucket has an unknown encryption": value("failed-encryption", ["rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm"], "AES"),
    "old versions aren't kept": value("lake-versioning", ["versioningConfiguration", "status"], "Disabled"),
    "the stream isn't encrypted": value("events-stream", ["encryptionType"], "NONE"),
    "the stream's retention is beyond a year": value("events-stream", ["retentionPeriod"], 8761),
    "a lifecycle rule has an unknown storage class": value("lake-lifecycle", ["rules", 3, "transitions", 0, "storageClass"], "INFREQUENT"),
    "the runtime doesn't exist": value("consumer-function", ["runtime"], "java20"),
    "the memory is below 128 MB": value("consumer-function", ["memorySize"], 127),
    "the timeout is beyond a quarter of an hour": value("consumer-function", ["timeout"], 901),
    "the batch size is beyond 10,000": value("consumer-mapping", ["batchSize"], 10001),
    "the starting position doesn't exist": value("consumer-mapping", ["startingPosition"], "OLDEST"),
    "the log's retention is none of AWS's": value("consumer-log", ["retentionInDays"], 42),
    "an alarm has an unknown statistic": value("alarms-iterator-age", ["statistic"], "Median"),
    "an alarm's period is no whole minute": value("alarms-lost", ["period"], 45),
    "a table's database doesn't exist": value("catalogue-events", ["databaseName"], "nowhere"),
    "a client may change what the workgroup sets": value("catalogue-workgroup", ["configuration", "enforceWorkgroupConfiguration"], False),
    "the scan limit is below Athena's": value("catalogue-workgroup", ["configuration", "bytesScannedCutoffPerQuery"], 1),
    "results of queries have an unknown encryption": value(
        "catalogue-workgroup", ["configuration", "resultConfiguration", "encryptionConfiguration", "encryptionOption"], "AES"),
    "the role trusts everybody": value(
        "consumer-role", ["assumeRolePolicy"],
        json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"]}]})),
}


def plant(mistake, resources):
    changed = copy.deepcopy(resources)
    mistake(changed)
    return changed
