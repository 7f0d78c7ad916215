package dev.kinesislake.lab.aws.s3;

import java.util.List;
import java.util.regex.Pattern;

/** The names that S3 takes for buckets (Amazon S3 User Guide, "General purpose bucket naming rules"). */
final class BucketName {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]|\\.(?!\\.)){1,61}[a-z0-9]");
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final List<String> RESERVED_PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> RESERVED_SUFFIXES =
            List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketName() {}

    static boolean isValid(String name) {
        return FORM.matcher(name).matches()
                && !IP_ADDRESS.matcher(name).matches()
                && RESERVED_PREFIXES.stream().noneMatch(name::startsWith)
                && RESERVED_SUFFIXES.stream().noneMatch(name::endsWith);
    }

    /**
     * Returns the name.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception InvalidBucketName
     */
    static String check(String name) {
        if (!isValid(name)) {
            throw S3Errors.invalidBucketName("bucket name " + name
                    + ": allowed are 3 to 63 lower-case letters, digits, hyphens and single dots, with a letter or digit at both"
                    + " ends, no IP address and none of S3's reserved prefixes and suffixes");
        }
        return name;
    }
}
