package dev.kinesislake.lab.bench.work;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most that any garbage collection has left in the heap. What it left may be garbage of the old generation still. */
public final class LiveHeap {

    private final AtomicLong peak = new AtomicLong();

    /** Listens from now on. */
    public LiveHeap() {
        var heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(pool -> pool.getName())
                .collect(Collectors.toSet());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, none) -> {
                            if (notification.getUserData() instanceof CompositeData data) {
                                peak.accumulateAndGet(left(data, heap), Math::max);
                            }
                        },
                        null,
                        null);
            }
        }
    }

    public long peakBytes() {
        return peak.get();
    }

    /** What is alive now. */
    public static long bytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long left(CompositeData data, Set<String> heap) {
        return GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .map(pool -> pool.getValue())
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }
}
