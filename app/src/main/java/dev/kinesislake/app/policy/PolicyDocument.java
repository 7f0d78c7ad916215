package dev.kinesislake.app.policy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** A policy in IAM's language. */
public record PolicyDocument(List<Statement> statements) {

    private static final String VERSION = "2012-10-17";
    private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    static PolicyDocument of(Statement... statements) {
        return new PolicyDocument(List.of(statements));
    }

    /** The same with more statements. */
    PolicyDocument and(List<Statement> more) {
        return new PolicyDocument(
                Stream.concat(statements.stream(), more.stream()).toList());
    }

    /** As AWS takes it. Equal policies give equal text, so that nothing is updated for nothing. */
    public String toJson() {
        return JSON.toJson(members());
    }

    /** The same for people. */
    public String toIndentedJson() {
        return JSON.indent("  ").toJson(members());
    }

    private Object members() {
        var json = new LinkedHashMap<String, Object>();
        json.put("Version", VERSION);
        json.put("Statement", statements.stream().map(Statement::toJson).toList());
        return json;
    }
}
