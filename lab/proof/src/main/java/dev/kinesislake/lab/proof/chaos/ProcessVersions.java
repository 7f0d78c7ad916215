package dev.kinesislake.lab.proof.chaos;

import static java.util.Objects.requireNonNullElse;

import dev.kinesislake.erase.bucket.Content;
import dev.kinesislake.erase.bucket.Version;
import dev.kinesislake.erase.bucket.VersionedBucket;
import dev.kinesislake.function.partition.LakeLayout;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of the simulated S3 with its old versions, as a process that erases reaches it.
 *
 * @param table whose files are in the lake bucket
 */
record ProcessVersions(SimulatedS3 s3, String name, TableStore table, SimulatedProcess process)
        implements VersionedBucket {

    @Override
    public List<Version> versions(String prefix) {
        if (prefix.equals(LakeLayout.SEALED_PREFIX)) {
            return process.read(() -> List.copyOf(table.deleted().keySet())).stream()
                    .map(location -> new Version(location, "v", "", 0, false, false, Instant.EPOCH))
                    .toList();
        }
        var all = new ArrayList<Version>();
        process.read(() -> s3.versions(name, prefix)).forEach((key, versions) -> {
            for (int i = versions.size() - 1; i >= 0; i--) {
                var stored = versions.get(i);
                boolean isLatest = i == versions.size() - 1;
                all.add(new Version(
                        key, stored.id(), stored.etag(), stored.body().length, isLatest, false, stored.at()));
            }
        });
        return all;
    }

    @Override
    public Optional<Content> get(Version version) {
        return process.read(() -> s3.versions(name, version.key()).getOrDefault(version.key(), List.of()).stream()
                .filter(stored -> stored.id().equals(version.id()))
                .findFirst()
                .map(stored -> new Content(
                        stored.body(),
                        requireNonNullElse(stored.headers().get("content-type"), ""),
                        stored.metadata())));
    }

    @Override
    public boolean replace(Version latest, Content content) {
        var headers = new HashMap<String, String>();
        content.metadata().forEach((member, value) -> headers.put("x-amz-meta-" + member, value));
        headers.put("content-type", content.contentType());
        headers.put("if-match", latest.etag());
        var put = new S3Request("PUT", name, latest.key(), headers, content.body());
        SimulatedProcess.Effect<Boolean> effect =
                () -> s3.handle(put, process.now()).status() == 200;
        try {
            return process.request(effect, UncheckedIOException::new, effect);
        } catch (UncheckedIOException once) {
            // The SDK sends it again.
            return process.request(effect, UncheckedIOException::new, effect);
        }
    }

    @Override
    public void delete(List<Version> versions) {
        process.write(() -> versions.forEach(version -> {
            if (version.key().startsWith("s3://")) {
                table.deleted().remove(version.key());
            } else {
                s3.delete(name, version.key(), version.id());
            }
        }));
    }

    /** A header tells it, in seconds. */
    @Override
    public Instant now() {
        return process.read(() -> process.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
