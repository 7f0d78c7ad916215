package dev.kinesislake.lab.proof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinesislake.lab.aws.LocalAws;
import dev.kinesislake.lab.aws.iam.Caller;
import dev.kinesislake.lab.aws.iam.Permissions;
import dev.kinesislake.lab.aws.iam.PolicyDocument;
import dev.kinesislake.lab.aws.iam.Role;
import dev.kinesislake.lab.aws.kinesis.ShardLimits;
import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.proof.deploy.DeploymentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./lake permissions} prints lets a role deploy, and no more than that. */
class DeployingRoleTest {

    private static final String ARN = "arn:aws:iam::000000000000:role/deployer";

    private final Path folder;

    /** @param folder stays: resources of a refused deployment may still be on their way when the test ends */
    DeployingRoleTest(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        this.folder = folder;
    }

    @Test
    @DisplayName(
            "the stack comes up with all of the printed policy, and without any action that AWS asks for it is refused")
    void eachAction() throws Exception {
        var role = new Role("deployer", ARN);
        role.putPolicy("deploy", PolicyDocument.parse(printed()));
        var asked = new ConcurrentSkipListSet<String>();
        deploy("all", recording(role, asked));

        assertThat(asked).hasSizeGreaterThan(50);
        for (var action : asked) {
            assertThatThrownBy(() -> deploy(action.replace(':', '-'), without(role, action)))
                    .as(action)
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("AccessDenied: " + ARN + " is not authorized to perform " + action + " on ");
        }
    }

    private void deploy(String name, Permissions permissions) throws IOException {
        var config = LocalStack.config(Map.of("accessLogDays", "30"));
        var options = new LocalAws.Options(
                folder.resolve(name),
                false,
                LocalStack.project(),
                config.region(),
                LocalStack.NAME,
                0,
                ShardLimits.NONE,
                Faults.NONE);
        LocalStack.deploy(options, config, new Caller(ARN, permissions)).close();
    }

    private static Permissions recording(Role role, Set<String> asked) {
        return new Asked(role, asked, new TreeSet<>());
    }

    private static Permissions without(Role role, String action) {
        return new Asked(role, new ConcurrentSkipListSet<>(), Set.of(action));
    }

    /** Notes what is asked for, and refuses some of it. */
    private record Asked(Role role, Set<String> noted, Set<String> refused) implements Permissions {

        @Override
        public boolean allows(String action, String resource) {
            return allows(action, resource, Map.of());
        }

        @Override
        public boolean allows(String action, String resource, Map<String, String> context) {
            noted.add(action);
            return !refused.contains(action) && role.allows(action, resource, context);
        }
    }

    private static String printed() {
        var out = new StringWriter();
        int status = Lake.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute("permissions", "--stack", "dev", "--account", "000000000000");
        assertThat(status).isZero();
        return out.toString();
    }
}
