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
 * The faults for the next publications to each topic. Thread-safe.
 */
final class PublishFaults {

    /**
     * A fault for one record.
     *
     * @param method the method with which the test requested it
     * @param copies how many times the record is written
     * @param error the error that the publisher gets; null for none
     * @param delay the delay of the record and of those behind it in its topic
     */
    record Fault(String method, int copies, RuntimeException error, Duration delay) {

        static final Fault NONE = new Fault("none", 1, null, Duration.ZERO);

        Fault withoutDelay() {
            return new Fault(method, copies, error, Duration.ZERO);
        }
    }

    private final Map<String, Queue<Fault>> faults = new TreeMap<>();
    private final Set<MemorySender> senders = new HashSet<>();

    /** Delays of an open sender end with the faults. */
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

    /** The faults that have not happened yet, as the test requested them. */
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
