package dev.kinesislake.redrive;

/** A bucket that also lists folders, without the objects in them. */
public interface FolderBucket extends Bucket {

    /** The folders directly below a prefix that ends with a slash, each as a whole prefix with a slash at its end, in order. */
    Iterable<String> folders(String prefix);
}
