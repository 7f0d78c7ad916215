package dev.kinesislake.producer;

import java.util.ArrayList;
import java.util.List;

/** Events that have their answer, and what tells it to those who wait for it; that runs without the lock. */
record Settled(List<Pending> events, List<Runnable> news) {

    static final Settled NONE = new Settled(List.of(), List.of());

    Settled() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void add(Pending event, Runnable tell) {
        events.add(event);
        news.add(tell);
    }
}
