package dev.kinesislake.lab.aws.iam;

import java.util.Optional;
import java.util.regex.Pattern;

/** A request's Authorization header ("Signature Version 4"), as far as servers that don't verify it read it. */
public final class Authorization {

    /** {@code Credential=<access key id>/<date>/<region>/<service>/aws4_request}. */
    private static final Pattern CREDENTIAL = Pattern.compile("\\bCredential=([^/,\\s]+)/");

    private Authorization() {}

    /** Who says to have signed it; empty where the header tells nobody. */
    public static Optional<String> accessKeyId(String header) {
        var credential = CREDENTIAL.matcher(header);
        return credential.find() ? Optional.of(credential.group(1)) : Optional.empty();
    }
}
