package dev.kinesislake.lab.engine;

import dev.kinesislake.lab.aws.s3.Faults;
import dev.kinesislake.lab.aws.s3.S3Call;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the puts of objects from when it's closed until it's opened, and so keeps the function at work. It holds none for longer than
 * the function waits: one that were let go after its batch has been discarded, and is delivered again in pieces, would bring rows twice.
 */
final class Gate implements Faults {

    /** The function tries a put five times, 10 s each. */
    private static final int MAX_SECONDS = 30;

    private volatile CountDownLatch opened = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    void close() {
        held = new CountDownLatch(1);
        opened = new CountDownLatch(1);
    }

    /** Waits until a put is held. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the function puts nothing");
        }
    }

    void open() {
        opened.countDown();
    }

    @Override
    public void on(Moment moment, S3Call call) {
        if (moment == Moment.BEFORE && call.action().equals("s3:PutObject")) {
            try {
                var gate = opened;
                if (gate.getCount() > 0) {
                    held.countDown();
                }
                if (!gate.await(MAX_SECONDS, TimeUnit.SECONDS)) {
                    gate.countDown();
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
