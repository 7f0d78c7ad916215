package dev.kinesislake.lab.proof.chaos;

import java.util.ArrayDeque;
import java.util.Queue;

/** Threads of a process: those of its scheduler, so many at a time. */
final class ProcessThreads extends VirtualThreads {

    private final SimulatedProcess process;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    ProcessThreads(SimulatedProcess process, int most) {
        this.process = process;
        this.most = most;
    }

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        if (running < most) {
            running++;
            VirtualScheduler.current().run(() -> process.work(this::workOff));
        }
    }

    private void workOff() {
        for (var work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
        running--;
    }
}
