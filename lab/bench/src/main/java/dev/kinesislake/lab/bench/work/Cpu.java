package dev.kinesislake.lab.bench.work;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What this process has used so far. */
public final class Cpu {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Cpu() {}

    /** CPU time of all its threads, garbage collector and compiler included. The system counts it in steps of 10 ms. */
    public static long nanoseconds() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Bytes that the threads which are alive have allocated. */
    public static long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
