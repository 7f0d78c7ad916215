package dev.kinesislake.lab.aws.resources;

import dev.kinesislake.lab.aws.kinesis.KinesisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * From a resource's type to what makes, reads, changes and deletes it, behind both of Pulumi's engines. A type that isn't here is an
 * error: a resource that seems to exist and does nothing would let a program pass that fails on AWS.
 *
 * <p>All methods take a type such as {@code aws:kinesis/stream:Stream}, the resource's name in the program, which only messages need,
 * and properties by the names of the AWS package's schema. Each throws a {@link ResourceException} where there is no such type, or AWS
 * would refuse. Safe for use by many threads, as long as each resource is one thread's at a time.
 */
public final class ResourceTable {

    private final Map<String, ResourceType> types;
    private final Account account;
    private final Existing existing;

    private ResourceTable(Map<String, ResourceType> types, Account account) {
        this.types = Map.copyOf(types);
        this.account = account;
        this.existing = account.existing();
    }

    /** The types that the program and the example of a producer declare, in an account. */
    public static ResourceTable of(Account account) {
        var types = new HashMap<>(BucketSettings.types(account));
        types.put("aws:kinesis/stream:Stream", new Streams(account));
        types.put("aws:iam/policy:Policy", new ManagedPolicies(account));
        types.put("aws:iam/role:Role", new Roles(account));
        types.put("aws:iam/rolePolicy:RolePolicy", new RolePolicies(account));
        types.put("aws:iam/rolePolicyAttachment:RolePolicyAttachment", new RolePolicyAttachments(account));
        types.put("aws:s3/bucketV2:BucketV2", new Buckets(account));
        types.put(LogGroups.TYPE, new LogGroups(account));
        types.put(LogMetricFilters.TYPE, new LogMetricFilters(account));
        types.put(MetricAlarms.TYPE, new MetricAlarms(account));
        types.put("aws:lambda/function:Function", new Functions(account));
        types.put("aws:lambda/eventSourceMapping:EventSourceMapping", new EventSourceMappings(account));
        types.put(KeptSecrets.TYPE, new KeptSecrets(account));
        types.put(BucketObjects.TYPE, new BucketObjects(account));
        types.put(Schedules.TYPE, new Schedules(account));
        types.put(CatalogDatabases.TYPE, new CatalogDatabases(account));
        types.put(CatalogTables.TYPE, new CatalogTables(account));
        types.put(Workgroups.TYPE, new Workgroups(account));
        types.put(NamedQueries.TYPE, new NamedQueries(account));
        return new ResourceTable(types, account);
    }

    /** What Pulumi has to know of a type. */
    public Shape shape(String type, String name) {
        return known(type, name).shape();
    }

    /** Makes a resource. */
    public Made create(String type, String name, Map<String, Object> inputs) {
        var known = known(type, name);
        var declared = new Inputs(type, name, inputs);
        ProviderCalls.checkCreate(account, declared);
        return run(declared, () -> {
            var made = known.create(declared);
            existing.put(type, made);
            return made;
        });
    }

    /** A resource as it is by now, by its id; null if it isn't there, or not any more. */
    public @Nullable Made read(String type, String name, String id) {
        var known = known(type, name);
        var key = known.idOf(id);
        var made = existing.find(type, key);
        if (made == null) {
            return known.leftBehind(key);
        }
        var refreshed = known.refreshed(made);
        if (refreshed == null) {
            existing.remove(type, key);
        }
        return refreshed;
    }

    /** All that exists, as {@code <type> <id>}. */
    public SortedSet<String> existing() {
        var found = new TreeSet<String>();
        for (var type : types.keySet()) {
            for (var id : existing.ids(type)) {
                if (read(type, id, id) != null) {
                    found.add(type + " " + id);
                }
            }
        }
        return found;
    }

    /** Changes a resource in place; for that, none of the properties that replace it may differ. */
    public Made update(String type, String name, String id, Map<String, Object> inputs) {
        var known = known(type, name);
        var declared = new Inputs(type, name, inputs);
        var current = read(type, name, id);
        if (current == null) {
            throw new ResourceException(
                    declared, "there is no " + id + " any more: `pulumi refresh` lets the stack know");
        }
        ProviderCalls.checkUpdate(account, declared);
        return run(declared, () -> {
            var updated = known.update(current, declared);
            existing.put(type, updated);
            return updated;
        });
    }

    /**
     * Deletes a resource, if it's still there.
     *
     * @param inputs what it was last declared with
     */
    public void delete(String type, String name, String id, Map<String, Object> inputs) {
        var known = known(type, name);
        var declared = new Inputs(type, name, inputs);
        var current = read(type, name, id);
        if (current != null) {
            ProviderCalls.checkDelete(account, new Inputs(type, name, current.properties()));
            run(declared, () -> {
                known.delete(current.id(), declared);
                existing.remove(type, current.id());
                return current;
            });
        }
    }

    private ResourceType known(String type, String name) {
        var known = types.get(type);
        if (known == null) {
            throw new ResourceException("resource " + name + " has the type " + type + ", known here are "
                    + String.join(", ", new TreeSet<>(types.keySet())));
        }
        return known;
    }

    private static Made run(Inputs declared, Step step) {
        try {
            return step.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    declared.type() + " " + declared.name() + ": " + failed.getMessage(), failed);
        } catch (AwsServiceException refused) {
            var details = refused.awsErrorDetails();
            throw new ResourceException(declared, details.errorCode() + ": " + details.errorMessage());
        } catch (IllegalArgumentException | KinesisException refused) {
            throw new ResourceException(declared, String.valueOf(refused.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Step {
        Made run() throws IOException;
    }
}
