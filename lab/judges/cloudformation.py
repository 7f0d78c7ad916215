"""A stack as a CloudFormation template, for linters. It isn't meant to be deployed: the function's code is a placeholder.

Members of a resource keep their names, in CloudFormation's case, unless this file says otherwise. So the linter itself reports a
member that CloudFormation doesn't know.
"""

import json
import re

from exports import pairs, pascal, table_input, workgroup_configuration

# Members with other names in CloudFormation; None leaves out what only Pulumi knows.
NAMES = {
    "BucketV2": {"bucket": "BucketName", "forceDestroy": None},
    "Function": {"name": "FunctionName", "code": None, "s3Bucket": None, "s3Key": None, "s3ObjectVersion": None},
    "LogGroup": {"name": "LogGroupName"},
    "LogMetricFilter": {"name": "FilterName", "pattern": "FilterPattern"},
    "MetricAlarm": {"name": "AlarmName", "okActions": "OKActions"},
    "NamedQuery": {"query": "QueryString", "workgroup": "WorkGroup"},
    "Policy": {"name": "ManagedPolicyName", "tags": None},
    "Role": {"name": "RoleName"},
    "RolePolicy": {"name": "PolicyName", "role": "RoleName"},
    "Secret": {"recoveryWindowInDays": None},
    "Stream": {"retentionPeriod": "RetentionPeriodHours", "enforceConsumerDeletion": None},
    "Workgroup": {"forceDestroy": "RecursiveDeleteOption"},
}

TYPES = {
    "BucketPolicy": "AWS::S3::BucketPolicy",
    "BucketV2": "AWS::S3::Bucket",
    "CatalogDatabase": "AWS::Glue::Database",
    "CatalogTable": "AWS::Glue::Table",
    "EventSourceMapping": "AWS::Lambda::EventSourceMapping",
    "Function": "AWS::Lambda::Function",
    "LogGroup": "AWS::Logs::LogGroup",
    "LogMetricFilter": "AWS::Logs::MetricFilter",
    "MetricAlarm": "AWS::CloudWatch::Alarm",
    "NamedQuery": "AWS::Athena::NamedQuery",
    "Policy": "AWS::IAM::ManagedPolicy",
    "Role": "AWS::IAM::Role",
    "RolePolicy": "AWS::IAM::RolePolicy",
    "Schedule": "AWS::Scheduler::Schedule",
    "Secret": "AWS::SecretsManager::Secret",
    "Stream": "AWS::Kinesis::Stream",
    "Workgroup": "AWS::Athena::WorkGroup",
}

# CloudFormation stores no objects.
NOT_DEPLOYED = {"BucketObjectv2"}

# What a reference to an output is: an attribute, or "" for Ref.
OUTPUTS = {
    "BucketV2": {"arn": "Arn", "bucket": ""},
    "CatalogDatabase": {"name": ""},
    "EventSourceMapping": {"uuid": "Id"},
    "Function": {"arn": "Arn", "name": ""},
    "LogGroup": {"name": ""},
    "Policy": {"arn": ""},
    "Role": {"arn": "Arn", "name": ""},
    "Secret": {"arn": ""},
    "Stream": {"arn": "Arn", "name": ""},
    "Workgroup": {"name": ""},
}


def template(resources):
    """@param resources: those of one stack, see exports.read"""
    declared = {r.name: properties(r) for r in resources if r.kind in TYPES}
    buckets = {r.inputs["bucket"]: declared[r.name] for r in resources if r.kind == "BucketV2"}
    for resource in resources:
        if resource.kind in BUCKET_SETTINGS:
            settings = dict(resource.inputs)
            buckets[settings.pop("bucket")].update(BUCKET_SETTINGS[resource.kind](settings))
        elif resource.kind not in TYPES and resource.kind not in NOT_DEPLOYED:
            raise SystemExit(f"{resource.type}: lab/judges/cloudformation.py has no such type")
    references = References(resources)
    result = {}
    for resource in resources:
        if resource.kind in TYPES:
            entry = {"Type": TYPES[resource.kind], "Properties": references.to(declared[resource.name], resource.name)}
            if resource.kept:
                entry |= {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
            result[logical(resource.name)] = entry
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": result}


def logical(name):
    return "".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", name))


def properties(resource):
    members, result = dict(resource.inputs), {}
    for special, convert in SPECIAL.get(resource.kind, {}).items():
        if special in members:
            result |= convert(members.pop(special), members)
    names = NAMES.get(resource.kind, {})
    for name, value in members.items():
        if name == "tags" and names.get(name, name):
            result["Tags"] = pairs(value)
        elif name in ("policy", "assumeRolePolicy"):
            result["PolicyDocument" if name == "policy" else "AssumeRolePolicyDocument"] = json.loads(value)
        elif names.get(name, name):
            result[names.get(name) or pascal({name: 0}).popitem()[0]] = pascal(value)
    return result


def alarm_query(query):
    metric, rest = query.get("metric"), {name: value for name, value in query.items() if name != "metric"}
    result = {"ReturnData": False} | pascal(rest)
    if metric:
        named = {"MetricName": metric["metricName"], "Namespace": metric["namespace"]}
        if "dimensions" in metric:
            named["Dimensions"] = pairs(metric["dimensions"], "Name")
        result["MetricStat"] = {"Metric": named, "Period": metric["period"], "Stat": metric["stat"]}
    return result


def metric_transformation(to, _):
    return {"MetricTransformations": [{f"Metric{k.capitalize()}" if k in ("name", "namespace", "value") else k: v for k, v in to.items()}]}


def in_catalogue(kind, value):
    """A database or table is an object of its own inside of the properties."""

    def convert(name, others):
        result = {"CatalogId": {"Ref": "AWS::AccountId"}} | value(name, others)
        others.clear()
        return result

    return {kind: convert}


# By kind and member: what the member becomes; other members may be taken along.
SPECIAL = {
    "CatalogDatabase": in_catalogue("name", lambda name, others: {"DatabaseInput": {"Name": name, "Description": others["description"]}}),
    "CatalogTable": in_catalogue("databaseName", lambda name, others: {"DatabaseName": name, "TableInput": table_input(others)}),
    "EventSourceMapping": {
        "destinationConfig": lambda to, _: {"DestinationConfig": {"OnFailure": {"Destination": to["onFailure"]["destinationArn"]}}},
    },
    "Function": {
        "environment": lambda to, _: {"Environment": {"Variables": to["variables"]}},
        "handler": lambda handler, _: {"Handler": handler, "Code": {"S3Bucket": "placeholder", "S3Key": "function.zip"}},
    },
    "LogMetricFilter": {"metricTransformation": metric_transformation},
    "MetricAlarm": {
        "dimensions": lambda of, _: {"Dimensions": pairs(of, "Name")},
        "metricQueries": lambda queries, _: {"Metrics": [alarm_query(query) for query in queries]},
    },
    "Stream": {
        "encryptionType": lambda kind, others: {"StreamEncryption": {"EncryptionType": kind, "KeyId": others.pop("kmsKeyId", None)}},
    },
    "Workgroup": {"configuration": lambda of, _: {"WorkGroupConfiguration": workgroup_configuration(of)}},
}


def lifecycle(settings):
    return {"LifecycleConfiguration": {"Rules": [lifecycle_rule(dict(rule)) for rule in settings["rules"]]}}


def lifecycle_rule(rule):
    result = {"Prefix": rule.pop("filter")["prefix"]}
    expiration = rule.pop("expiration", {})
    if "days" in expiration:
        result["ExpirationInDays"] = expiration.pop("days")
    for transition in rule.pop("transitions", []):
        result.setdefault("Transitions", []).append(
            {"TransitionInDays": transition["days"], "StorageClass": transition["storageClass"]})
    return result | pascal(expiration) | pascal(rule)


def encryption(settings):
    rules = []
    for rule in settings["rules"]:
        by_default = rule["applyServerSideEncryptionByDefault"]
        to = {"SSEAlgorithm": by_default["sseAlgorithm"]}
        if "kmsMasterKeyId" in by_default:
            to["KMSMasterKeyID"] = by_default["kmsMasterKeyId"]
        rules.append({"ServerSideEncryptionByDefault": to})
    return {"BucketEncryption": {"ServerSideEncryptionConfiguration": rules}}


# What other resources say about a bucket is in its own properties.
BUCKET_SETTINGS = {
    "BucketLifecycleConfigurationV2": lifecycle,
    "BucketLoggingV2": lambda of: {"LoggingConfiguration": {"DestinationBucketName": of["targetBucket"], "LogFilePrefix": of["targetPrefix"]}},
    "BucketOwnershipControls": lambda of: {"OwnershipControls": {"Rules": [pascal(of["rule"])]}},
    "BucketPublicAccessBlock": lambda of: {"PublicAccessBlockConfiguration": pascal(of)},
    "BucketServerSideEncryptionConfigurationV2": encryption,
    "BucketVersioningV2": pascal,
}


class References:
    """Names and ARNs of the stack's own resources, to be replaced by references to these."""

    def __init__(self, resources):
        self.known = {}
        for resource in resources:
            for output, attribute in OUTPUTS.get(resource.kind, {}).items():
                self.known[resource.outputs[output]] = (resource.name, attribute)
        # The longest first: an ARN has the name in it.
        self.pattern = re.compile("|".join(map(re.escape, sorted(self.known, key=len, reverse=True))))

    def to(self, value, owner):
        """The same value with references; a resource's own name stays."""
        if isinstance(value, dict):
            return {key: self.to(member, owner) for key, member in value.items()}
        if isinstance(value, list):
            return [self.to(member, owner) for member in value]
        if not isinstance(value, str):
            return value
        if value in self.known:
            name, attribute = self.known[value]
            if name == owner:
                return value
            return {"Fn::GetAtt": [logical(name), attribute]} if attribute else {"Ref": logical(name)}

        def reference(found):
            name, attribute = self.known[found.group()]
            return found.group() if name == owner else "${" + ".".join(filter(None, (logical(name), attribute))) + "}"

        replaced = self.pattern.sub(reference, value.replace("${", "${!"))
        return {"Fn::Sub": replaced} if replaced != value else value
