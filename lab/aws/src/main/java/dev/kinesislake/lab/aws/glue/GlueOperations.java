package dev.kinesislake.lab.aws.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinesislake.lab.aws.service.JsonHandler;
import dev.kinesislake.lab.aws.service.SignedCaller;
import java.util.List;
import java.util.regex.Pattern;

/** What requests ask of the catalog. */
final class GlueOperations implements JsonHandler.Operations {

    private final DataCatalog catalog;
    private final String arnPrefix;

    GlueOperations(DataCatalog catalog, String arnPrefix) {
        this.catalog = catalog;
        this.arnPrefix = arnPrefix;
    }

    @Override
    public ObjectNode answer(String target, SignedCaller caller, ObjectNode request) {
        var operation = GlueOperation.of(target);
        // Each action is about the catalog, the database and the table (AWS Glue Developer Guide, "Specifying AWS Glue
        // resource ARNs").
        resources(operation, request).forEach(resource -> caller.require(operation.action(), arnPrefix + resource));
        var answer = JsonNodeFactory.instance.objectNode();
        switch (operation) {
            case GET_DATABASE -> answer.set("Database", catalog.database(text(request, "Name")));
            case GET_DATABASES -> answer.putArray("DatabaseList").addAll(catalog.databases());
            case CREATE_DATABASE -> catalog.createDatabase(object(request, "DatabaseInput"));
            case GET_TABLE -> answer.set("Table", catalog.table(text(request, "DatabaseName"), text(request, "Name")));
            case GET_TABLES -> answer.putArray("TableList").addAll(tables(request));
            case CREATE_TABLE -> {
                refuse(request, "OpenTableFormatInput");
                catalog.createTable(text(request, "DatabaseName"), object(request, "TableInput"));
            }
            case UPDATE_TABLE -> {
                refuse(request, "UpdateOpenTableFormatInput");
                catalog.updateTable(
                        text(request, "DatabaseName"),
                        object(request, "TableInput"),
                        request.path("VersionId").asText(""));
            }
            case DELETE_TABLE -> catalog.deleteTable(text(request, "DatabaseName"), text(request, "Name"));
        }
        return answer;
    }

    private List<ObjectNode> tables(ObjectNode request) {
        var expression = Pattern.compile(request.path("Expression").asText(".*"));
        return catalog.tables(text(request, "DatabaseName")).stream()
                .filter(table -> expression.matcher(table.get("Name").asText()).matches())
                .toList();
    }

    private static List<String> resources(GlueOperation operation, ObjectNode request) {
        return switch (operation) {
            case GET_DATABASES -> List.of("catalog", "database/*");
            case GET_DATABASE -> List.of("catalog", "database/" + text(request, "Name"));
            case CREATE_DATABASE -> List.of("catalog", "database/" + text(object(request, "DatabaseInput"), "Name"));
            case GET_TABLES -> ofTable(text(request, "DatabaseName"), "*");
            case GET_TABLE, DELETE_TABLE -> ofTable(text(request, "DatabaseName"), text(request, "Name"));
            case CREATE_TABLE, UPDATE_TABLE ->
                ofTable(text(request, "DatabaseName"), text(object(request, "TableInput"), "Name"));
        };
    }

    private static List<String> ofTable(String database, String table) {
        return List.of("catalog", "database/" + database, "table/" + database + "/" + table);
    }

    private static String text(ObjectNode request, String member) {
        if (!request.path(member).isTextual() || request.get(member).textValue().isEmpty()) {
            throw GlueError.INVALID_INPUT.with(member + " is missing, allowed is a string");
        }
        return request.get(member).textValue();
    }

    private static ObjectNode object(ObjectNode request, String member) {
        if (!(request.get(member) instanceof ObjectNode object)) {
            throw GlueError.INVALID_INPUT.with(member + " is missing, allowed is an object");
        }
        return object;
    }

    private static void refuse(ObjectNode request, String member) {
        if (request.has(member)) {
            throw GlueError.INVALID_INPUT.with(member + " is given, this endpoint doesn't know it");
        }
    }
}
