package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is to happen to the next records of a topic. Thread-safe.
 */
final class PublishFaults {

    /**
     * What happens to a record.
     *
     * @param method what a test called for it
     * @param copies how often it is written
     * @param error what its publisher is told instead of where it was written; null for no error
     * @param delay how long it waits before it is written, and those of its topic behind it
     */
    record Fault(String method, int copies, RuntimeException error, Duration delay) {

        static final Fault NONE = new Fault("none", 1, null, Duration.ZERO);

        Fault withoutDelay() {
            return new Fault(method, copies, error, Duration.ZERO);
        }
    }

    private final Map<String, Queue<Fault>> faults = new TreeMap<>();
    private final Set<MemorySender> senders = new HashSet<>();

    /** What a sender delays has to end with the faults, until it is closed. */
    synchronized void opened(MemorySender sender) {
        senders.add(sender);
    }

    synchronized void closed(MemorySender sender) {
        senders.remove(sender);
    }

    synchronized void add(String topic, Fault fault) {
        faults.computeIfAbsent(topic, absent -> new ArrayDeque<>()).add(fault);
    }

    synchronized Fault next(String topic) {
        Queue<Fault> waiting = faults.get(topic);
        Fault fault = waiting == null ? null : waiting.poll();
        return fault == null ? Fault.NONE : fault;
    }

    /** The faults that still wait for a record, as a test wrote them. */
    synchronized List<String> unused() {
        return faults.entrySet().stream().flatMap(topic -> topic.getValue().stream()
                .map(fault -> fault.method() + "(\"" + topic.getKey() + "\")")).toList();
    }

    void clear() {
        List<MemorySender> delaying;
        synchronized (this) {
            faults.clear();
            delaying = List.copyOf(senders);
        }
        delaying.forEach(MemorySender::endDelays);
    }
}
