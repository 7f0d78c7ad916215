package dev.kinesislake.lab.aws.glue;

import dev.kinesislake.lab.aws.service.ServiceException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The operations that the endpoint knows (AWS Glue Web API Reference, "Actions"). */
enum GlueOperation {
    GET_DATABASE("GetDatabase"),
    GET_DATABASES("GetDatabases"),
    CREATE_DATABASE("CreateDatabase"),
    GET_TABLE("GetTable"),
    GET_TABLES("GetTables"),
    CREATE_TABLE("CreateTable"),
    UPDATE_TABLE("UpdateTable"),
    DELETE_TABLE("DeleteTable");

    private static final String TARGET_PREFIX = "AWSGlue.";

    private final String wireName;

    GlueOperation(String wireName) {
        this.wireName = wireName;
    }

    /** As IAM has it, such as {@code glue:GetTable}. */
    String action() {
        return "glue:" + wireName;
    }

    /** @throws ServiceException when the target names none */
    static GlueOperation of(String target) {
        return Arrays.stream(values())
                .filter(operation -> target.equals(TARGET_PREFIX + operation.wireName))
                .findAny()
                .orElseThrow(() -> GlueError.UNKNOWN_OPERATION.with(
                        "X-Amz-Target is '" + target + "', known here are " + TARGET_PREFIX
                                + Arrays.stream(values())
                                        .map(operation -> operation.wireName)
                                        .collect(Collectors.joining(", "))));
    }
}
