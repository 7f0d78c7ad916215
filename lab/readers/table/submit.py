"""
Runs examples/pyspark/seal_hour.py against a local stack. The arguments are the stack's outputs, the folder of S3's buckets, jars for Spark,
and the job's own.
"""

import json
import os
import pathlib
import runpy
import sys

from pyspark.sql import SparkSession

OUTPUTS, BUCKETS, JARS, *ARGUMENTS = sys.argv[1:]
OUT = json.load(open(OUTPUTS))
JOB = pathlib.Path(__file__).parents[3] / "examples" / "pyspark" / "seal_hour.py"
catalog = {
    "": "org.apache.iceberg.spark.SparkCatalog",
    ".catalog-impl": "org.apache.iceberg.aws.glue.GlueCatalog",
    ".io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
    ".warehouse": f"s3://{OUT['lakeBucket']}/sealed",
    ".glue.endpoint": OUT["glueEndpoint"],
    ".s3.endpoint": OUT["s3Endpoint"],
    ".s3.path-style-access": "true",
    ".client.region": OUT["region"],
}
builder = SparkSession.builder.master("local[2]").config("spark.jars", JARS)
builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
builder = builder.config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
for key, value in catalog.items():
    builder = builder.config(f"spark.sql.catalog.lake{key}", value)
builder.getOrCreate()
bucket = OUT["lakeBucket"]
sys.argv = [str(JOB), "--bucket", bucket, "--database", OUT["glueDatabase"], "--files", os.path.join(BUCKETS, bucket), *ARGUMENTS]
runpy.run_path(str(JOB), run_name="__main__")
