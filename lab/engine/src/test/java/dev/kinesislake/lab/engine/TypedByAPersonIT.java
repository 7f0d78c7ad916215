package dev.kinesislake.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a person types them, in this order: Maven builds in the project's folder, and the engine runs what it has built. */
@WithPulumi
class TypedByAPersonIT {

    private final Path folder;
    private final Gate gate = new Gate();

    @AutoClose
    private final Laptop laptop;

    TypedByAPersonIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        laptop = Laptop.in(folder, gate);
        // What the engine doesn't run would be compiled all the same.
        laptop.leaveOut("producer", "redrive", "cli", "lab/aws", "lab/proof", "lab/readers", "lab/engine");
    }

    @AfterAll
    void letGo() {
        gate.open();
    }

    @Test
    @Order(1)
    void upDeploysTheStack() throws Exception {
        laptop.type("pulumi", "stack", "init", "local", "--no-select").ok();
        // What the function is held for later on mustn't be too long for it.
        laptop.type("pulumi", "config", "set", "timeoutSeconds", "900", "--stack", "local")
                .ok();

        assertThat(laptop.type("pulumi", "up", "--yes", "--stack", "local").ok())
                .containsPattern("Resources:\\s+\\+ \\d+ created\\s+Duration");
        assertThat(local().state().resources()).isNotEmpty();
        assertThat(local().state().goneFrom(laptop.aws())).isEmpty();
    }

    @Test
    @Order(2)
    void filesThatAreOnlyTouchedChangeNothingWhereverUpIsTyped() throws Exception {
        touch(laptop.project());

        var up = laptop.typeIn(folder, "pulumi", "-C", laptop.project().toString(), "up", "--yes", "--stack", "local");

        assertThat(up.ok()).containsPattern("Resources:\\s+\\d+ unchanged\\s+Duration");
    }

    /** A batch is being stored while the function's code changes, and more are sent all the time. */
    @Test
    @Order(3)
    @DisplayName("An edited line of the handler changes the function, and no event is lost or duplicated")
    void anEditedHandler() throws Exception {
        laptop.edit(
                "function/src/main/java/dev/kinesislake/function/BatchLog.java",
                "json.name(\"bytes\")",
                "json.name(\"edited\").value(true); json.name(\"bytes\")");
        var traffic = laptop.trafficTo(local());
        traffic.awaitAcknowledged(300);
        gate.close();
        gate.awaitHeld();

        var up = laptop.type("pulumi", "up", "--yes", "--stack", "local");
        assertThat(up.ok())
                .contains("aws:lambda:Function consumer-function updated")
                .containsPattern("Resources:\\s+~ 3 updated\\s+\\d+ unchanged\\s+Duration");

        gate.open();
        var sent = traffic.stop();
        assertThat(laptop.lakeOf(local()).rows()).isEqualTo(sent);
        assertThat(log()).contains("\"edited\":true");
    }

    @Test
    @Order(4)
    void aProducersStackTakesTheLakesOutputs() throws Exception {
        laptop.typeIn(producer(), "pulumi", "stack", "init", "local").ok();
        laptop.typeIn(producer(), "pulumi", "config", "set", "aws:region", "eu-central-1")
                .ok();
        laptop.typeIn(producer(), "pulumi", "config", "set", "lakeStack", "organization/kinesis-lake/local")
                .ok();

        laptop.typeIn(producer(), "pulumi", "up", "--yes").ok();

        var lake = local().deployed();
        assertThat(laptop.typeIn(producer(), "pulumi", "stack", "output", "streamName")
                        .ok()
                        .strip())
                .isEqualTo(lake.output("streamName"));
        assertThat(laptop.aws().account().rolesByArn().values())
                .filteredOn(role -> role.policyNames().contains(lake.output("producerPolicyArn")))
                .hasSize(1);
    }

    @Test
    @Order(5)
    void theLakeIsNotDestroyedUnderAProducer() throws Exception {
        var destroy = laptop.type("pulumi", "destroy", "--yes", "--stack", "local");

        assertThat(destroy.exitCode()).isNotZero();
        assertThat(destroy.output()).contains("DeleteConflict");
    }

    @Test
    @Order(6)
    void destroyOfTheProducerAndThenOfTheLakeLeavesNothing() throws Exception {
        laptop.typeIn(producer(), "pulumi", "destroy", "--yes").ok();
        laptop.type("pulumi", "destroy", "--yes", "--stack", "local").ok();

        assertThat(laptop.aws().resources().existing()).isEqualTo(new TreeSet<>());
    }

    private Stack local() throws Exception {
        return laptop.stack("local");
    }

    private Path producer() {
        return laptop.project().resolve("examples/producer-stack");
    }

    private String log() throws IOException {
        try (var files = Files.walk(laptop.aws().folder().resolve("logs"))) {
            var text = new StringBuilder();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static void touch(Path project) throws IOException {
        var now = FileTime.from(Instant.now());
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setLastModifiedTime(file, now);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
