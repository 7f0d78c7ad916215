package dev.kinesislake.cli.queue;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a broker listens, as ActiveMQ writes it: {@code tcp://host:61616}, {@code ssl://host:61617}, or several as
 * {@code failover:(ssl://a:61617,ssl://b:61617)} (Apache ActiveMQ Classic, "Configuring Transports"). It may have ActiveMQ's options,
 * but no credentials: command lines are for everybody on the machine to see.
 *
 * @param url as it was given
 */
public record BrokerUrl(String url) {

    // A vm: or xbean: URL would start a broker from whatever it names.
    private static final List<String> SCHEMES = List.of("tcp", "ssl", "nio", "nio+ssl");
    private static final String ALLOWED = "allowed are tcp://HOST:PORT, ssl://, nio:// and nio+ssl://, and several of "
            + "them as failover:(URL,URL)";
    private static final Pattern FAILOVER = Pattern.compile("failover:(?://)?\\(([^()]+)\\)(?:\\?[^()]*)?");
    private static final Pattern BROKER = Pattern.compile("([a-z+]+)://[^\\s/?#,()]+(?:\\?[^\\s,()]*)?");
    private static final Pattern CREDENTIALS = Pattern.compile("@|(password|username)[^=]*=", Pattern.CASE_INSENSITIVE);

    // Tells within seconds that nobody listens when it starts, and never gives up a broker that it once had.
    private static final String RECONNECT =
            "?initialReconnectDelay=100&maxReconnectDelay=10000&maxReconnectAttempts=-1&startupMaxReconnectAttempts=5";

    /** @throws IllegalArgumentException if it's none, or has credentials; the message doesn't repeat these */
    public BrokerUrl {
        if (CREDENTIALS.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "the broker's URL has credentials: they belong in the variables AMQ_USER and AMQ_PASSWORD");
        }
        var failover = FAILOVER.matcher(url);
        var brokers = failover.matches() ? failover.group(1) : url;
        for (var broker : brokers.split(",", -1)) {
            var one = BROKER.matcher(broker);
            if (!one.matches() || !SCHEMES.contains(one.group(1).toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("'" + url + "' is no broker's URL, " + ALLOWED);
            }
        }
        if (!failover.matches() && brokers.contains(",")) {
            throw new IllegalArgumentException("'" + url + "' has several brokers, " + ALLOWED);
        }
    }

    /** The same for a client that connects again by itself when it has lost its broker. */
    String reconnecting() {
        return url.startsWith("failover:") ? url : "failover:(" + url + ")" + RECONNECT;
    }

    /** The brokers without options. */
    @Override
    public String toString() {
        return url.replaceAll("\\?[^,()]*", "");
    }
}
