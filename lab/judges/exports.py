"""What `pulumi stack export` wrote about a stack."""

import json
from dataclasses import dataclass


@dataclass
class Resource:
    """A resource of the AWS provider. `kind` is the last part of its type, such as `BucketV2`."""

    name: str
    type: str
    inputs: dict
    outputs: dict
    kept: bool

    @property
    def kind(self):
        return self.type.split(":")[-1]


def read(path):
    """The resources of an export, in an order in which they can be created."""
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)["deployment"]["resources"]
    return [
        Resource(
            name=entry["urn"].split("::")[-1],
            type=entry["type"],
            inputs={key: value for key, value in entry["inputs"].items() if key != "__defaults"},
            outputs={**entry.get("outputs", {}), "id": entry["id"]},
            kept=entry.get("retainOnDelete", False),
        )
        for entry in entries
        if entry["type"].startswith("aws:")
    ]


def pascal(value):
    """The same with the names of members as AWS's APIs write them."""
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: pascal(member) for key, member in value.items()}
    if isinstance(value, list):
        return [pascal(member) for member in value]
    return value


def table_input(inputs):
    """A table as Glue's API and CloudFormation write it. The names of parameters are data, and stay as they are."""
    members, storage = dict(inputs), dict(inputs["storageDescriptor"])
    serde = dict(storage.pop("serDeInfo"))
    del members["storageDescriptor"]
    members.pop("databaseName", None)
    raw = {"Parameters": members.pop("parameters")}
    of_serde = {"Parameters": serde.pop("parameters")} if "parameters" in serde else {}
    return pascal(members) | raw | {"StorageDescriptor": pascal(storage) | {"SerdeInfo": pascal(serde) | of_serde}}


def workgroup_configuration(inputs):
    """A workgroup's configuration as Athena's API and CloudFormation write it."""
    names = {
        "enforceWorkgroupConfiguration": "EnforceWorkGroupConfiguration",
        "publishCloudwatchMetricsEnabled": "PublishCloudWatchMetricsEnabled",
    }
    return pascal({names.get(name, name): value for name, value in inputs.items()})


def pairs(members, key="Key"):
    """A map as AWS's lists of tags or dimensions."""
    return [{key: name, "Value": value} for name, value in sorted(members.items())]


def policies(resources):
    """Each policy document: (the resource's name, its kind, the document)."""
    for resource in resources:
        for member in ("policy", "assumeRolePolicy"):
            if member in resource.inputs:
                yield resource.name, resource.kind, json.loads(resource.inputs[member])
