package dev.kinesislake.lab.aws.iam;

/**
 * A pattern of ARNs, case-sensitive. A wildcard stays within its segment between two colons, but at the pattern's end it reaches
 * to the ARN's end (IAM User Guide, "IAM JSON policy elements: Resource"). A pattern's sixth segment, the resource, is matched as
 * a whole, as it may have colons of its own.
 */
record ArnPattern(String text) {

    private static final int SEGMENTS = 6;

    ArnPattern {
        if (!text.equals("*") && !text.startsWith("arn:")) {
            throw new IllegalArgumentException(text + " is neither * nor an ARN");
        }
    }

    boolean matches(String arn) {
        if (text.equals("*")) {
            return true;
        }
        var patterns = text.split(":", SEGMENTS);
        var segments = arn.split(":", patterns.length);
        if (segments.length != patterns.length) {
            return false;
        }
        boolean reachesTheEnd = patterns.length == SEGMENTS || text.endsWith("*");
        if (!reachesTheEnd) {
            return false;
        }
        for (int i = 0; i < patterns.length; i++) {
            if (!Wildcard.matches(patterns[i], segments[i])) {
                return false;
            }
        }
        return true;
    }
}
